using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Runtime.Notices;

/// <summary>Something that whoever runs the application should see beside the table of resources.</summary>
/// <param name="ResourceName">The resource it is about; null for the application as a whole.</param>
/// <param name="Level">Information, warning or error.</param>
/// <param name="Text">One message, possibly of several lines.</param>
internal sealed record EngineNotice(string? ResourceName, LogLevel Level, string Text);
