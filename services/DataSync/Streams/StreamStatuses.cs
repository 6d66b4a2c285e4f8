namespace Migration.DataSync.Streams;

internal sealed class StreamStatuses(TimeProvider time)
{
    public StreamStatus Forward { get; } = new(StreamSide.Forward.Stream, time);

    public StreamStatus Back { get; } = new(StreamSide.Back.Stream, time);

    public StreamStatus Of(StreamSide side) => side.FromMonolith ? Forward : Back;
}
