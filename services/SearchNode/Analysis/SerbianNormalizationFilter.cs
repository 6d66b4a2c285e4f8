using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Migration.SearchNode.Analysis;

/// <summary>
/// Folds Serbian in Cyrillic and in Latin to one "bald" Latin form, so that <c>ђак</c>, <c>đak</c> and <c>djak</c> meet, as
/// do <c>љубав</c> and <c>ljubav</c>, <c>џак</c> and <c>džak</c>. Expects lower case. Named and behaving as the filter of
/// that name in OpenSearch.
/// </summary>
internal sealed class SerbianNormalizationFilter : TokenFilter
{
    private const string Letters = "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш č ć š ž đ ǆ ǉ ǌ";
    private const string Bald = "a b v g d dj e z z i j k l lj m n nj o p r s t c u f h c c dz s c c s z dj dz lj nj";

    private static readonly Dictionary<char, string> Folded = Letters.Split(' ')
        .Zip(Bald.Split(' '))
        .ToDictionary(pair => pair.First[0], pair => pair.Second);

    private readonly ICharTermAttribute _term;

    public SerbianNormalizationFilter(TokenStream input)
        : base(input) => _term = AddAttribute<ICharTermAttribute>();

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken())
        {
            return false;
        }

        var buffer = _term.Buffer.AsSpan(0, _term.Length);
        var first = IndexOfFolded(buffer);
        if (first < 0)
        {
            return true;
        }

        var text = buffer.ToString();
        _term.SetLength(first);
        foreach (var letter in text.AsSpan(first))
        {
            if (Folded.TryGetValue(letter, out var folded))
            {
                _term.Append(folded);
            }
            else
            {
                _term.Append(letter);
            }
        }

        return true;
    }

    private static int IndexOfFolded(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > '\u007f' && Folded.ContainsKey(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
