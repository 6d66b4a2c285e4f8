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
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Such as a disk that became full while the suites ran.
            await Console.Error.WriteLineAsync($"No verdict: What the run leaves could not be written: {exception.Message} Make room, and run again.");
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("No verdict: the run was ended before it was complete.");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A mistake of this program. Left to the runtime its exit code would be one that might be taken for a verdict.
            await Console.Error.WriteLineAsync($"No verdict: this program failed. {exception}");
        }

        return OutcomeExtensions.NoVerdict;
    }
}
