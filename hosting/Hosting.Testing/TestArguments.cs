namespace Migration.Hosting.Testing;

/// <summary>Checks the command line that a test gives.</summary>
internal static class TestArguments
{
    public static string[] ThrowIfUnusable(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (Array.Exists(args, argument => argument is null))
        {
            throw new ArgumentNullException(nameof(args), $"An argument is null: [{string.Join(", ", args)}].");
        }

        return Array.Exists(args, argument => argument.Length == 0)
            ? throw new ArgumentException($"An argument is empty: [{string.Join(", ", args)}].", nameof(args))
            : args;
    }
}
