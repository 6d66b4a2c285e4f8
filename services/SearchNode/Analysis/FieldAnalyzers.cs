using Lucene.Net.Analysis;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Analysis;

/// <summary>Gives the index writer each field's analyzer. The mapping may grow under it; a known field's analyzer never changes.</summary>
internal sealed class FieldAnalyzers(Func<MappingTree> mapping) : AnalyzerWrapper(PER_FIELD_REUSE_STRATEGY)
{
    private readonly Lucene.Net.Analysis.Core.KeywordAnalyzer _fallback = new();

    public override int GetPositionIncrementGap(string fieldName)
        => mapping().Field(fieldName) is TextFieldType text ? text.PositionIncrementGap : 0;

    protected override Analyzer GetWrappedAnalyzer(string fieldName)
        => mapping().Field(fieldName) is TextFieldType text ? text.IndexAnalyzer : _fallback;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _fallback.Dispose();
        }

        base.Dispose(disposing);
    }
}
