using System.Globalization;
using System.Text.Json;
using Migration.Verdict.Model;

namespace Migration.Verdict.Watching;

/// <summary>
/// What was seen so far, a line a window, so that a watch that is started again goes on where it was: <c>watch.jsonl</c>, whose first line says what
/// is watched, since when and for how long.
/// </summary>
internal sealed class WatchJournal
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly List<WatchWindow> _windows = [];

    private string _path;

    private WatchJournal(string path, WatchHeader header) => (_path, Header) = (path, header);

    public WatchHeader Header { get; }

    public IReadOnlyList<WatchWindow> Windows => _windows;

    /// <summary>Begins one, or goes on with the one that is there.</summary>
    /// <exception cref="NoVerdictException">It is of another watch, cannot be read, or cannot be written.</exception>
    public static WatchJournal Open(string folder, WatchHeader wanted)
    {
        var path = Path.Combine(Path.GetFullPath(folder), "watch.jsonl");
        try
        {
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, JsonSerializer.Serialize(wanted, Options) + "\n");
                return new WatchJournal(path, wanted);
            }

            return GoOn(path, wanted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new NoVerdictException($"The journal {path} cannot be used: {exception.Message} Give another --output, or remove it.", exception);
        }
    }

    /// <summary>Of the report beside it.</summary>
    public string ReportPath => Path.ChangeExtension(FinishedPath, ".md");

    private string FinishedPath => Path.Combine(Path.GetDirectoryName(_path)!, string.Create(CultureInfo.InvariantCulture, $"watch-{Header.StartedAt:yyyyMMdd-HHmmss}.jsonl"));

    /// <summary>The watch is over, and the next one begins a journal of its own.</summary>
    public void Finish()
    {
        File.Move(_path, FinishedPath, overwrite: true);
        _path = FinishedPath;
    }

    /// <exception cref="NoVerdictException">It could not be written.</exception>
    public void Add(WatchWindow window)
    {
        try
        {
            File.AppendAllText(_path, JsonSerializer.Serialize(window, Options) + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NoVerdictException($"The journal {_path} could not be written: {exception.Message}", exception);
        }

        _windows.Add(window);
    }

    private static WatchJournal GoOn(string path, WatchHeader wanted)
    {
        var text = File.ReadAllText(path);

        // The last line may have been cut off with the process that wrote it.
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        var lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = lines.Length > 0 ? JsonSerializer.Deserialize<WatchHeader>(lines[0], Options)! : throw new JsonException("it is empty");
        if (header with { StartedAt = wanted.StartedAt } != wanted)
        {
            throw new NoVerdictException($"The journal {path} is of a watch of {header.Target} for {header.Duration}, not of {wanted.Target} for {wanted.Duration}. Give another --output, or remove it.");
        }

        var journal = new WatchJournal(path, header);
        journal._windows.AddRange(lines.Skip(1).Select(line => JsonSerializer.Deserialize<WatchWindow>(line, Options)!));
        if (whole.Length < text.Length)
        {
            File.WriteAllText(path, whole);
        }

        return journal;
    }
}
