using System.Globalization;
using Migration.Dashboard.ConsoleLines;
using Migration.Dashboard.Resources;

namespace Migration.Dashboard.Tests.Resources;

[TestClass]
public sealed class ConsoleBufferTests
{
    private readonly ConsoleBuffer _buffer = new();

    [TestMethod]
    public void Add_MoreThanItHolds_KeepsTheNewest()
    {
        _buffer.Add(Lines("web", 1, ConsoleBuffer.Capacity + 3));

        _buffer.Lines.Should().HaveCount(ConsoleBuffer.Capacity);
        _buffer.Lines.First().Number.Should().Be(4);
        _buffer.Lost.Should().Be(0);
    }

    [TestMethod]
    public void Add_LinesThatAreKnown_AreLeftOut()
    {
        _buffer.Add(Lines("web", 1, 3));

        _buffer.Add([.. Lines("web", 2, 3), .. Lines("api", 1, 1)]).Should().Be(2);

        _buffer.Lines.Select(line => $"{line.Resource}{line.Number}").Should().Equal("web1", "web2", "web3", "web4", "api1");
    }

    [TestMethod]
    public void Add_GapInTheNumbers_CountsAsLost()
    {
        _buffer.Add(Lines("web", 5, 1));
        _buffer.Add(Lines("web", 9, 1));

        _buffer.Lost.Should().Be(3);
    }

    [TestMethod]
    public void Clear_ThenTheSameAgain_StaysEmpty()
    {
        _buffer.Add(Lines("web", 1, 3));
        _buffer.Clear();

        _buffer.Add(Lines("web", 1, 3)).Should().Be(0);
        _buffer.Lines.Should().BeEmpty();
    }

    private static ConsoleLine[] Lines(string resource, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => new ConsoleLine(resource, number, default, number.ToString(CultureInfo.InvariantCulture), IsError: false))];
}
