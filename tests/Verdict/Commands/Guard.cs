using Migration.Verdict.Model;

namespace Migration.Verdict.Commands;

/// <summary>What is wrong is said in a sentence, and never looks like a verdict.</summary>
internal static class Guard
{
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (NoVerdictException exception)
        {
            await Console.Error.WriteLineAsync($"No verdict: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("No verdict: the run was ended before it was complete.");
        }

        return OutcomeExtensions.NoVerdict;
    }
}
