namespace Slipway.DependencyUpdates.Versioning;

/// <summary>A version that one scheme has read. Two spellings may be of one rank: they compare as 0.</summary>
/// <param name="text">As it was written.</param>
public abstract class SchemeVersion(string text)
{
    public string Text { get; } = text;

    /// <summary>Comes before a final version, by the scheme's rules.</summary>
    public virtual bool IsPrerelease => false;

    /// <summary>The numbers that say how large a step is: major, minor, the rest.</summary>
    public abstract IReadOnlyList<DigitRun> Numbers { get; }

    /// <summary>Less than 0: older than the other one.</summary>
    /// <exception cref="InvalidOperationException">The other one is of another scheme.</exception>
    public int OrderTo(SchemeVersion? other)
    {
        if (other is null) return 1;
        return other.GetType() == GetType()
            ? CompareSame(other)
            : throw new InvalidOperationException($"Versions of two schemes have no order: {GetType().Name} and {other.GetType().Name}.");
    }

    /// <summary>How large the step to a version is: the first of the numbers that differs.</summary>
    public UpgradeLevel LevelTo(SchemeVersion newer)
    {
        for (var i = 0; i < 2; i++)
        {
            if (At(Numbers, i) != At(newer.Numbers, i)) return i == 0 ? UpgradeLevel.Major : UpgradeLevel.Minor;
        }

        return UpgradeLevel.Patch;
    }

    public sealed override string ToString() => Text;

    /// <summary>The other one is of the same type.</summary>
    protected abstract int CompareSame(SchemeVersion other);

    static DigitRun At(IReadOnlyList<DigitRun> numbers, int index) => index < numbers.Count ? numbers[index] : default;
}
