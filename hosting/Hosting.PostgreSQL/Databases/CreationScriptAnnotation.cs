using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.PostgreSQL;

/// <summary>What creates a database instead of CREATE DATABASE with its name.</summary>
/// <param name="script">The SQL.</param>
internal sealed class CreationScriptAnnotation(string script) : IResourceAnnotation
{
    public string Script { get; } = script;
}
