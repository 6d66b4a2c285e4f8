using Migration.Dashboard.ConsoleLines;

namespace Migration.Dashboard.Tests.Resources;

[TestClass]
public sealed class AnsiTextTests
{
    [TestMethod]
    [DataRow("plain <b>text</b>", "[:plain <b>text</b>]")]
    [DataRow("", "")]
    [DataRow("\u001b[32minfo\u001b[39m: started", "[ansi-fg-green:info][:: started]")]
    [DataRow("\u001b[41m\u001b[1m\u001b[37mfail\u001b[39m\u001b[22m\u001b[49m:", "[ansi-bold ansi-fg-white ansi-bg-red:fail][::]")]
    [DataRow("\u001b[1;91;44mx\u001b[0my", "[ansi-bold ansi-fg-bright-red ansi-bg-blue:x][:y]")]
    [DataRow("\u001b[38;5;208mo\u001b[38;5;9mr\u001b[m", "[|color:#ff8700:o][ansi-fg-bright-red:r]")]
    [DataRow("\u001b[38;2;1;2;255mrgb", "[|color:#0102ff:rgb]")]
    [DataRow("\u001b[38;2;1;2;999mrgb", "[:rgb]")]
    [DataRow("\u001b[99;;38mx", "[:x]")]
    [DataRow("a\u001b[2Kb\u001b[10;20Hc", "[:abc]")]
    [DataRow("\u001b]8;;javascript:alert(1)\u0007link\u001b]8;;\u0007", "[:link]")]
    [DataRow("\u001b]0;title\u001b\\text", "[:text]")]
    [DataRow("\u001b]0;never ended", "")]
    [DataRow("cut\u001b[3", "[:cut]")]
    [DataRow("cut\u001b", "[:cut]")]
    [DataRow("a\tb\rc\u0000\u0008d", "[:a\tbcd]")]
    public void Parse_Line_GivesTextAndStyles(string line, string expected)
    {
        var pieces = AnsiText.Parse(line);

        string.Concat(pieces.Select(piece => $"[{piece.Style.Classes}{(piece.Style.Style is { } style ? $"|{style}" : "")}:{piece.Text}]")).Should().Be(expected);
    }

    [TestMethod]
    public void Parse_AnyText_LeavesNoControlCharacterAndNoForeignStyle()
    {
        var random = new Random(20260102);
        const string Alphabet = "\u001b\u001b[[]];:m0123456789ABab<>&\"'\u0007\u009b\\ ";
        for (var round = 0; round < 3_000; round++)
        {
            var line = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);

            foreach (var piece in AnsiText.Parse(line))
            {
                piece.Text.Should().NotMatchRegex("[\\p{Cc}]", line);
                piece.Style.Classes.Should().MatchRegex("^[a-z -]*$", line);
                (piece.Style.Style ?? string.Empty).Should().MatchRegex("^((background-)?color:#[0-9a-f]{6};?)*$", line);
            }
        }
    }

    [TestMethod]
    public void Strip_Line_LeavesTheTextAlone() => AnsiText.Strip("\u001b[32minfo\u001b[39m: <x>").Should().Be("info: <x>");
}
