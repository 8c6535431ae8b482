namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Numbers one by one; what is missing counts as 0.</summary>
static class NumberLists
{
    public static int Compare(IReadOnlyList<DigitRun> left, IReadOnlyList<DigitRun> right)
    {
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var order = (i < left.Count ? left[i] : default).CompareTo(i < right.Count ? right[i] : default);
            if (order != 0) return order;
        }

        return 0;
    }
}
