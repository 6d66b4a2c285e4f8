using Spectre.Console.Rendering;

namespace Migration.Hosting.RunConsole;

/// <summary>Fills each line up with spaces: text that is written over the table must leave nothing of it behind.</summary>
internal sealed class FullWidth(IRenderable content) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in Segment.SplitLines(content.Render(options, maxWidth), maxWidth))
        {
            foreach (var segment in line)
            {
                yield return segment;
            }

            yield return new Segment(new string(' ', Math.Max(0, maxWidth - 1 - line.CellCount())));
            yield return Segment.LineBreak;
        }
    }
}
