namespace Migration.Dashboard.Resources;


/// <summary>A line of the stream of console lines.</summary>
internal sealed record LogMessage(string Type, IReadOnlyList<ConsoleLine>? Lines);
