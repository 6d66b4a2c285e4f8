using System.Text.Json;
using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Tests.Decisions;

[TestClass]
public sealed class BucketFunctionTests
{
    [TestMethod]
    public void Bucket_EveryGoldenVector_ComesOutAsWritten()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "bucket-vectors.json")));
        file.RootElement.GetProperty("version").GetInt32().Should().Be(BucketFunction.Version);
        file.RootElement.GetProperty("buckets").GetInt32().Should().Be(BucketFunction.Buckets);
        var vectors = file.RootElement.GetProperty("vectors").EnumerateArray().ToList();

        vectors.Should().HaveCountGreaterThan(50);
        foreach (var vector in vectors)
        {
            var (salt, key) = (vector.GetProperty("salt").GetString()!, vector.GetProperty("key").GetString()!);
            BucketFunction.Bucket(salt, key).Should().Be(vector.GetProperty("bucket").GetInt32(), "the function is frozen: {0} {1}", salt, key);
        }
    }

    [TestMethod]
    public void Bucket_OfAUser_IsThatOfTheKeyAsText()
    {
        foreach (var user in new[] { 1L, 42, 99_999, int.MaxValue, long.MaxValue })
        {
            BucketFunction.Bucket("marketplace/marketplace/1"u8, user).Should().Be(BucketFunction.Bucket("marketplace/marketplace/1", $"u:{user}"));
        }
    }

    [TestMethod]
    public void Bucket_OfTheLongestSaltAndTheGreatestUser_IsThatOfTheKeyAsText()
    {
        var salt = new string('s', BucketFunction.MaxSaltBytes);

        BucketFunction.Bucket(System.Text.Encoding.ASCII.GetBytes(salt), long.MaxValue).Should().Be(BucketFunction.Bucket(salt, $"u:{long.MaxValue}"));
    }

    [TestMethod]
    public void Bucket_Of200000Users_IsUniform()
    {
        const int Cells = 100;
        const int Users = 200_000;
        var counts = new int[Cells];
        for (var user = 1L; user <= Users; user++)
        {
            var bucket = BucketFunction.Bucket("marketplace/marketplace/1"u8, user);
            bucket.Should().BeInRange(0, BucketFunction.Buckets - 1);
            counts[bucket / (BucketFunction.Buckets / Cells)]++;
        }

        // Chi-squared with 99 degrees of freedom exceeds 149 once in a thousand; the function is fixed, so this is no coin toss.
        counts.Sum(count => Math.Pow(count - (Users / Cells), 2) / (Users / Cells)).Should().BeLessThan(149);
    }

    [TestMethod]
    public void Bucket_OfTwoFlags_IsIndependent()
    {
        const int Users = 100_000;
        var both = 0;
        for (var user = 1L; user <= Users; user++)
        {
            if (BucketFunction.Bucket("marketplace/one/1"u8, user) < 50_000 && BucketFunction.Bucket("marketplace/two/1"u8, user) < 50_000)
            {
                both++;
            }
        }

        both.Should().BeInRange(24_500, 25_500, "half of one half are in the other half");
    }
}
