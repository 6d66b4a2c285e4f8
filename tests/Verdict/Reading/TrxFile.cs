using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Migration.Verdict.Reading;

/// <summary>
/// A TRX file: <c>TestRun/Results/UnitTestResult[@testId @outcome @duration]/Output/ErrorInfo/Message</c>, whose names are in
/// <c>TestRun/TestDefinitions/UnitTest[@id]/TestMethod[@name]</c>.
/// </summary>
internal static class TrxFile
{
    private static readonly XNamespace Ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <exception cref="XmlException">It is no TRX file, or only half of one.</exception>
    public static IReadOnlyList<TrxResult> Read(Stream file)
    {
        var run = XDocument.Load(file).Root;
        if (run?.Name != Ns + "TestRun")
        {
            throw new XmlException("Its root is no TestRun.");
        }

        var methods = run.Descendants(Ns + "UnitTest").ToDictionary(
            test => (string)test.Attribute("id")!,
            test => (string?)test.Element(Ns + "TestMethod")?.Attribute("name") ?? (string)test.Attribute("name")!,
            StringComparer.OrdinalIgnoreCase);
        return [.. run.Descendants(Ns + "UnitTestResult").Select(result => ToResult(result, methods))];
    }

    private static TrxResult ToResult(XElement result, Dictionary<string, string> methods)
    {
        var output = result.Element(Ns + "Output");
        var method = methods.GetValueOrDefault((string?)result.Attribute("testId") ?? string.Empty) ?? (string)result.Attribute("testName")!;
        return new TrxResult(
            WithoutArguments(method),
            (string?)result.Attribute("outcome") ?? string.Empty,
            ((string?)output?.Element(Ns + "ErrorInfo")?.Element(Ns + "Message") ?? string.Empty).Trim(),
            ((string?)output?.Element(Ns + "StdOut") ?? string.Empty).Trim(),
            TimeSpan.TryParse((string?)result.Attribute("duration"), CultureInfo.InvariantCulture, out var duration) ? duration : TimeSpan.Zero);
    }

    private static string WithoutArguments(string method) => method.Split(' ', '(')[0];
}
