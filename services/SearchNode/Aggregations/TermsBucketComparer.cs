namespace Migration.SearchNode.Aggregations;

/// <summary>Orders buckets; a value that is not a number comes last whichever the direction.</summary>
internal sealed class TermsBucketComparer(IReadOnlyList<TermsOrder> orders) : IComparer<TermsBucket>
{
    public int Compare(TermsBucket? x, TermsBucket? y)
    {
        for (var i = 0; i < orders.Count; i++)
        {
            var order = orders[i];
            var result = order.Path switch
            {
                TermsOrder.ByCount => x!.Count.CompareTo(y!.Count),
                TermsOrder.ByKey => x!.Key.Compare(y!.Key),
                _ => CompareNumbers(x!.OrderValues[i], y!.OrderValues[i], order.Descending),
            };
            if (result != 0)
            {
                return order.Descending ? -result : result;
            }
        }

        return x!.Key.Compare(y!.Key);
    }

    private static int CompareNumbers(double left, double right, bool descending)
    {
        if (double.IsNaN(left) || double.IsNaN(right))
        {
            var last = descending ? -1 : 1;
            return double.IsNaN(left) && double.IsNaN(right) ? 0 : double.IsNaN(left) ? last : -last;
        }

        return left.CompareTo(right);
    }
}
