namespace Migration.Dashboard.Resources;

/// <summary>
/// The commands of one page: asks where something could be lost, executes, and remembers how it ended. Nothing of the page waits for a
/// command, so that it goes on showing what the command does.
/// </summary>
public sealed class CommandRunner
{
    private readonly ResourceServiceClient _client;
    private readonly CancellationToken _gone;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _running = new(StringComparer.Ordinal);
    private long _version;

    internal CommandRunner(ResourceServiceClient client, CancellationToken gone)
    {
        _client = client;
        _gone = gone;
    }

    /// <summary>Moves when there is something new to show.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>What waits for a yes.</summary>
    public (ResourceInfo Resource, CommandInfo Command)? Pending { get; private set; }

    /// <summary>How the last command ended.</summary>
    public CommandReport? Report { get; private set; }

    public string? RunningOf(string resourceId)
    {
        lock (_lock)
        {
            return _running.GetValueOrDefault(resourceId);
        }
    }

    /// <summary>Executes it, after a question if it has one, or if it would end this page.</summary>
    public void Ask(ResourceInfo resource, CommandInfo command)
    {
        Report = null;
        Pending = QuestionOf(resource, command) is null ? null : (resource, command);
        Interlocked.Increment(ref _version);
        if (Pending is null)
        {
            Begin(resource, command);
        }
    }

    public void Answer(bool isYes)
    {
        var asked = Pending;
        Dismiss();
        if (isYes && asked is var (resource, command))
        {
            Begin(resource, command);
        }
    }

    public void Dismiss()
    {
        Pending = null;
        Report = null;
        Interlocked.Increment(ref _version);
    }

    public static string? QuestionOf(ResourceInfo resource, CommandInfo command) => command switch
    {
        { Confirmation: { Length: > 0 } question } => question,
        { Name: "stop" } when resource.IsDashboard => "This page ends with the dashboard, and only the console of the run can start it again.",
        { Name: "restart" or "rebuild" } when resource.IsDashboard => "This page is gone for a moment, and loads again by itself.",
        _ => null,
    };

    private void Begin(ResourceInfo resource, CommandInfo command)
    {
        lock (_lock)
        {
            _running[resource.Id] = command.Name;
        }

        Interlocked.Increment(ref _version);
        _ = Task.Run(() => ExecuteAsync(resource, command), CancellationToken.None);
    }

    private async Task ExecuteAsync(ResourceInfo resource, CommandInfo command)
    {
        try
        {
            var outcome = await _client.ExecuteAsync(resource.Id, command.Name, _gone);
            Report = new CommandReport(resource, command, outcome);
        }
        catch (OperationCanceledException)
        {
            // The person has left; the engine goes on with what it was asked for.
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(resource.Id);
            }

            Interlocked.Increment(ref _version);
        }
    }
}
