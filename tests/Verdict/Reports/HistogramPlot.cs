using System.Globalization;
using System.Net;
using System.Text;
using Migration.TestSupport.Measuring;

namespace Migration.Verdict.Reports;

/// <summary>A histogram as inline SVG: one bar a bucket, its height the square root of its share, so that tails are seen.</summary>
internal static class HistogramPlot
{
    private const int Width = 640;
    private const int Height = 120;
    private const int Foot = 16;

    public static string Draw(IReadOnlyList<HistogramBucket> buckets, string unit)
    {
        if (buckets.Count == 0)
        {
            return string.Empty;
        }

        var svg = new StringBuilder();
        var most = Math.Max(1, buckets.Max(bucket => bucket.Count));
        var step = (double)Width / buckets.Count;
        Add(svg, $"<svg viewBox=\"0 0 {Width} {Height + Foot}\" role=\"img\" aria-label=\"Distribution of {buckets.Sum(bucket => bucket.Count)} samples\">");
        for (var index = 0; index < buckets.Count; index++)
        {
            var height = Math.Sqrt((double)buckets[index].Count / most) * Height;
            Add(svg, $"<rect x=\"{index * step:0.##}\" y=\"{Height - height:0.##}\" width=\"{Math.Max(step - 1, 1):0.##}\" height=\"{height:0.##}\"><title>up to {buckets[index].UpTo:0.###} {WebUtility.HtmlEncode(unit)}: {buckets[index].Count}</title></rect>");
        }

        Add(svg, $"<text x=\"0\" y=\"{Height + Foot - 2}\">{buckets[0].UpTo:0.##} {WebUtility.HtmlEncode(unit)}</text>");
        Add(svg, $"<text x=\"{Width}\" y=\"{Height + Foot - 2}\" text-anchor=\"end\">{buckets[^1].UpTo:0.##} {WebUtility.HtmlEncode(unit)}</text></svg>");
        return svg.ToString();
    }

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
