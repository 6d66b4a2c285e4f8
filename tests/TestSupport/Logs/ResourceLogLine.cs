namespace Migration.TestSupport.Logs;

/// <summary>One line that a resource wrote; <paramref name="IsError"/> if to its standard error.</summary>
public sealed record ResourceLogLine(string Resource, string Text, bool IsError)
{
    public override string ToString() => $"{(IsError ? "!" : " ")} {Text}";
}
