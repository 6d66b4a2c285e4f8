using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes random values from the alphabets of <see cref="GenerateParameterDefault"/>.</summary>
internal static class PasswordGenerator
{
    internal const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    internal const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    internal const string NumericCharacters = "0123456789";
    internal const string SpecialCharacters = "-_.{}~()*+!";

    internal static string Generate(GenerateParameterDefault rules)
    {
        (string Name, bool Allowed, int Minimum, string Characters)[] kinds =
        [
            (nameof(rules.Lower), rules.Lower, rules.MinLower, LowerCharacters),
            (nameof(rules.Upper), rules.Upper, rules.MinUpper, UpperCharacters),
            (nameof(rules.Numeric), rules.Numeric, rules.MinNumeric, NumericCharacters),
            (nameof(rules.Special), rules.Special, rules.MinSpecial, SpecialCharacters),
        ];
        foreach (var (name, allowed, minimum, _) in kinds)
        {
            if (minimum < 0 || (minimum > 0 && !allowed))
            {
                throw new InvalidOperationException(
                    $"Min{name} is {minimum} but {name} is {allowed}. Set Min{name} to 0 or more, and {name} to true where it is more than 0.");
            }
        }

        var alphabet = string.Concat(kinds.Where(kind => kind.Allowed).Select(kind => kind.Characters));
        if (alphabet.Length == 0)
        {
            throw new InvalidOperationException("No kind of character is allowed. Set at least one of Lower, Upper, Numeric and Special to true.");
        }

        var required = kinds.SelectMany(kind => RandomNumberGenerator.GetItems<char>(kind.Characters, kind.Minimum)).ToArray();
        var rest = RandomNumberGenerator.GetItems<char>(alphabet, Math.Max(0, rules.MinLength - required.Length));
        char[] all = [.. required, .. rest];
        RandomNumberGenerator.Shuffle<char>(all);
        return new string(all);
    }
}
