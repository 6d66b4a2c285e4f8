using Spectre.Console;
using Spectre.Console.Rendering;

namespace Migration.Hosting.RunConsole;

/// <summary>Text that is written as it is, whatever the width of the console.</summary>
internal sealed class UnwrappedLine(string text, Style style) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in text.Split('\n'))
        {
            yield return new Segment(line.TrimEnd('\r'), style);
            yield return Segment.LineBreak;
        }
    }
}
