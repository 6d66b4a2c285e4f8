using System.Reflection;

namespace Migration.Hosting.Testing;

/// <summary>The program of an AppHost.</summary>
internal sealed class EntryPoint
{
    private const string ProjectPathKey = "apphostprojectpath";

    private readonly MethodInfo _main;

    /// <exception cref="ArgumentException">The type does not lie in the assembly of an AppHost.</exception>
    public EntryPoint(Type entryPoint)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        Assembly = entryPoint.Assembly;
        ProjectDirectory = FindProjectDirectory(Assembly) ?? throw new ArgumentException(
            $"The type '{entryPoint}' lies in '{Name}', which is not an AppHost. "
            + "Give a type of the AppHost's assembly; Projects has one that is named after its project file.",
            nameof(entryPoint));
        _main = Assembly.EntryPoint ?? throw new ArgumentException(
            $"The type '{entryPoint}' lies in '{Name}', which is an AppHost without a program. Set OutputType to Exe in its project file.",
            nameof(entryPoint));
    }

    public Assembly Assembly { get; }

    public string Name => Assembly.GetName().Name ?? Assembly.ToString();

    /// <summary>The project folder of the AppHost.</summary>
    public string ProjectDirectory { get; }

    /// <summary>The project folder that is recorded in an AppHost's assembly; null when it is none.</summary>
    public static string? FindProjectDirectory(Assembly assembly) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => string.Equals(metadata.Key, ProjectPathKey, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>Runs the program on a thread of its own.</summary>
    /// <param name="args">Its command line.</param>
    /// <param name="onEvent">Hears of the builders and applications that it makes.</param>
    /// <returns>Ends with the program, and as it does: an exception that leaves it is the task's own.</returns>
    public Task RunAsync(string[] args, Action<string, object?> onEvent)
    {
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(args, onEvent, completion)) { IsBackground = true, Name = $"Program of {Name}" };
        thread.Start();
        return completion.Task;
    }

    private void Run(string[] args, Action<string, object?> onEvent, TaskCompletionSource completion)
    {
        try
        {
            using var observer = BuilderObserver.Observe(onEvent);
            object?[] parameters = _main.GetParameters().Length == 0 ? [] : [args];
            _main.Invoke(obj: null, BindingFlags.DoNotWrapExceptions, binder: null, parameters, culture: null);
            completion.SetResult();
        }
#pragma warning disable CA1031 // Whatever leaves the program is handed on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            completion.SetException(exception);
        }
    }
}
