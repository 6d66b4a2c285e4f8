namespace Migration.TestSupport.Measuring;

/// <summary>The states as reports write them.</summary>
public static class CheckStateWords
{
    public static string ToWord(this CheckState state) => state switch
    {
        CheckState.Pass => "PASS",
        CheckState.Fail => "FAIL",
        CheckState.Inconclusive => "INCONCLUSIVE",
        _ => "NOT-RUN",
    };

    /// <summary>The state that weighs most: FAIL, then INCONCLUSIVE, then NOT-RUN. Of nothing at all: INCONCLUSIVE.</summary>
    public static CheckState Worst(this IEnumerable<CheckState> states) => states.DefaultIfEmpty(CheckState.Inconclusive).Max();
}
