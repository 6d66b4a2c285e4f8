using System.Globalization;
using System.Text;

namespace Migration.SearchNode.Benchmarks;

/// <summary>What was measured, on the console as it comes and as Markdown at the end.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    public void Line(FormattableString text) => Line(text.ToString(CultureInfo.InvariantCulture));

    public void Line(string text)
    {
        Console.WriteLine(text);
        _text.Append(text).Append('\n');
    }

    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    public Task SaveAsync(string file) => File.WriteAllTextAsync(file, _text.ToString());
}
