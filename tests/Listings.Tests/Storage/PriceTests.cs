using Migration.Listings.Storage;

namespace Migration.Listings.Tests.Storage;

[TestClass]
public sealed class PriceTests
{
    [TestMethod]
    [DataRow(0.01, "0.01")]
    [DataRow(19.99, "19.99")]
    [DataRow(25000.00, "25000")]
    [DataRow(1e3, "1000")]
    [DataRow(9_999_999_999.99, "9999999999.99")]
    [DataRow(4503599627.37, "4503599627.37")]
    public void TryFromWire_PriceWithTwoDecimals_IsExactlyThatPrice(double wire, string expected)
    {
        Price.TryFromWire(wire, out var price).Should().BeTrue();

        price.Should().Be(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
        Price.ToWire(price).Should().Be(wire);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-0.0)]
    [DataRow(-1.0)]
    [DataRow(0.001)]
    [DataRow(0.1 + 0.2)]
    [DataRow(19.999)]
    [DataRow(10_000_000_000.0)]
    [DataRow(1e300)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    [DataRow(double.NegativeInfinity)]
    [DataRow(double.Epsilon)]
    public void TryFromWire_NoPrice_IsRefused(double wire)
        => Price.TryFromWire(wire, out _).Should().BeFalse();

    [TestMethod]
    public void ToWire_EveryCentAroundAPowerOfTwo_ComesBack()
    {
        for (var cents = 838_860_700L; cents < 838_861_700L; cents++)
        {
            var price = cents / 100m;
            Price.TryFromWire(Price.ToWire(price), out var back).Should().BeTrue();
            back.Should().Be(price);
        }
    }
}
