using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a choice between expressions, so that a manifest can refer to it: the same choice always has the same name.</summary>
internal static class ConditionalName
{
    internal static string Of(ReferenceExpression choice)
    {
        var condition = choice.Condition is IManifestExpressionProvider named ? named.ValueExpression : choice.Condition!.GetType().Name;
        var words = string.Concat(condition.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var content = string.Join('\n', condition, choice.MatchValue, choice.WhenTrue!.ValueExpression, choice.WhenFalse!.ValueExpression);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..8];
        return $"cond-{string.Join('-', words)}-{hash}";
    }
}
