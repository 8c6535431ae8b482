namespace Slipway.DependencyUpdates.Versioning.Tags;

/// <summary>Finds the form of upstream's tags from the current version, so that another family of tags is never taken for it.</summary>
static class TagForms
{
    /// <param name="current">As the project writes it.</param>
    /// <param name="tags">What upstream has.</param>
    /// <param name="note">Why a form was taken that does not hold the current version.</param>
    public static TagForm? Find(string current, IReadOnlyList<string> tags, out string? note)
    {
        note = null;
        var own = TagForm.Of(current);
        if (tags.Contains(current)) return own;

        var version = own?.Read(current) ?? current;
        var holding = Families(tags).Where(family => family.Tags.Exists(tag => family.Form.Read(tag) == version)).ToList();
        if (holding.Count > 0)
            return holding.OrderByDescending(family => family.Form == own).ThenBy(family => family.Form.Suffix.Length).ThenByDescending(family => family.Tags.Count).First().Form;

        // The current version is not there: only a family that nearly all tags belong to can be meant.
        var largest = Families(tags).MaxBy(family => family.Tags.Count);
        if (largest is null || largest.Tags.Count * 5 < tags.Count * 4) return null;
        note = $"{current} is not among upstream's releases; their form is {largest.Form}.";
        return largest.Form;
    }

    static List<Family> Families(IEnumerable<string> tags) =>
        [.. tags.Select(tag => (Tag: tag, Form: TagForm.Of(tag))).Where(pair => pair.Form is not null).GroupBy(pair => pair.Form!, pair => pair.Tag).Select(group => new Family(group.Key, [.. group]))];

    sealed record Family(TagForm Form, List<string> Tags);
}
