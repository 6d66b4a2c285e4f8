using CsCheck;
using Migration.FaultProxy.Grpc;

namespace Migration.FaultProxy.Tests.Grpc;

[TestClass]
public sealed class MessageCutTests
{
    /// <summary>However the bytes are cut up on their way, the cut lies behind the nth message.</summary>
    [TestMethod]
    public void Take_OfAnyPieces_StopsBehindTheNthMessage()
        => Gen.Select(Gen.Int[0, 40].Array[0, 8], Gen.Int[0, 8], Gen.Int[1, 17]).Sample((lengths, messages, piece) =>
        {
            var bytes = lengths.SelectMany(length => (byte[])[0, 0, 0, 0, (byte)length, .. new byte[length]]).ToArray();
            var expected = lengths.Take(messages).Sum(length => length + 5);
            var cut = new MessageCut(messages);

            var taken = 0;
            for (var at = 0; at < bytes.Length; at += piece)
            {
                taken += cut.Take(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
            }

            taken.Should().Be(Math.Min(expected, bytes.Length));
            cut.IsReached.Should().Be(messages <= lengths.Length);
        });
}
