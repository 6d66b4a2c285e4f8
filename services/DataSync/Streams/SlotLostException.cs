namespace Migration.DataSync.Streams;

/// <summary>The server no longer keeps what a stream needs next.</summary>
internal sealed class SlotLostException(string slot, Exception cause)
    : Exception($"the replication slot '{slot}' was lost: {cause.Message}. The stream starts anew.", cause);
