using Migration.Dashboard.Shell;

namespace Migration.Dashboard.Tests;

[TestClass]
public sealed class FormatTests
{
    [TestMethod]
    [DataRow(0.0004, "0 µs")]
    [DataRow(0.64, "640 µs")]
    [DataRow(9.344, "9.34 ms")]
    [DataRow(9.996, "10 ms")]
    [DataRow(62.16, "62.2 ms")]
    [DataRow(123.87, "124 ms")]
    [DataRow(1_234, "1.23 s")]
    [DataRow(62_160, "62.2 s")]
    public void Duration_HasThreeDigitsAtMost(double milliseconds, string expected)
        => Format.Duration(TimeSpan.FromMilliseconds(milliseconds)).Should().Be(expected);

    [TestMethod]
    [DataRow("{listing}/s", "listing/s")]
    [DataRow("By", "bytes")]
    [DataRow("By/s", "bytes/s")]
    [DataRow("1", "")]
    [DataRow("s", "s")]
    public void Unit_IsAWord(string unit, string expected) => Format.Unit(unit).Should().Be(expected);
}
