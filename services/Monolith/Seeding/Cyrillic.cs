using System.Collections.Frozen;
using System.Text;

namespace Migration.Monolith.Seeding;

/// <summary>Serbian from Latin to Cyrillic script, letter by letter; lj, nj and dž are one letter each.</summary>
internal static class Cyrillic
{
    private const string Latin = "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ";
    private const string Letters = "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ";

    private static readonly FrozenDictionary<char, char> Single
        = Latin.Zip(Letters).ToFrozenDictionary(pair => pair.First, pair => pair.Second);

    private static readonly FrozenDictionary<(char, char), char> Double = new Dictionary<(char, char), char>
    {
        [('l', 'j')] = 'љ',
        [('n', 'j')] = 'њ',
        [('d', 'ž')] = 'џ',
        [('L', 'j')] = 'Љ',
        [('N', 'j')] = 'Њ',
        [('D', 'ž')] = 'Џ',
    }.ToFrozenDictionary();

    public static string From(string latin)
    {
        var text = new StringBuilder(latin.Length);
        for (var index = 0; index < latin.Length; index++)
        {
            if (index + 1 < latin.Length && Double.TryGetValue((latin[index], latin[index + 1]), out var joined))
            {
                text.Append(joined);
                index++;
            }
            else
            {
                text.Append(Single.GetValueOrDefault(latin[index], latin[index]));
            }
        }

        return text.ToString();
    }
}
