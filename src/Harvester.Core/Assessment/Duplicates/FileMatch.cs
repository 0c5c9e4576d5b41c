namespace Harvester.Core.Assessment.Duplicates;

/// <summary>
/// Which files of two datasets are the same: those that share an address; of the rest those with an equal checksum; of what is left those that have the
/// same telling name of the same body, once in each.
/// </summary>
/// <param name="ByAddress">Files of the first, of the second, that share an address with a file there.</param>
/// <param name="ByContent">Files that share only the checksum.</param>
/// <param name="ByName">Pairs that share only the name.</param>
/// <param name="Counted">Files of the first, of the second; without those that both share with very many datasets, which say nothing for nor against.</param>
internal readonly record struct FileMatch((int First, int Second) ByAddress, (int First, int Second) ByContent, int ByName, (int First, int Second) Counted)
{
    public int First => ByAddress.First + ByContent.First + ByName;
    public int Second => ByAddress.Second + ByContent.Second + ByName;
    public bool IsAllOfFirst => First > 0 && First == Counted.First;
    public bool IsAllOfSecond => Second > 0 && Second == Counted.Second;
    public int Most => Math.Max(Counted.First, Counted.Second);

    /// <param name="withContent">False: equal checksums are no evidence between these two.</param>
    /// <param name="withNames">False: nor are equal names.</param>
    public static FileMatch Of(Profile first, Profile second, Predicate<long> isCommon, bool withContent, bool withNames)
    {
        var shared = first.Files.SelectMany(file => file.Addresses).Intersect(second.Files.SelectMany(file => file.Addresses)).ToHashSet();
        var common = shared.Where(address => isCommon(address)).ToHashSet();
        shared.ExceptWith(common);
        var (byFirst, restOfFirst) = Split(first, shared, common);
        var (bySecond, restOfSecond) = Split(second, shared, common);
        var counted = (byFirst + restOfFirst.Count, bySecond + restOfSecond.Count);
        var byContent = withContent ? TakeEqual(restOfFirst, restOfSecond, isCommon) : (0, 0);
        var byName = withNames ? NamesInBoth(restOfFirst, restOfSecond, isCommon) : 0;
        return new FileMatch((byFirst, bySecond), byContent, byName, counted);
    }

    private static (int Shared, List<ProfileFile> Others) Split(Profile profile, HashSet<long> shared, HashSet<long> common)
    {
        var count = 0;
        var rest = new List<ProfileFile>();
        foreach (var file in profile.Files)
        {
            if (file.Addresses.Any(shared.Contains))
                count++;
            else if (!file.Addresses.Any(common.Contains))
                rest.Add(file);
        }

        return (count, rest);
    }

    /// <summary>Takes the files whose checksums both have out of the rest.</summary>
    private static (int First, int Second) TakeEqual(List<ProfileFile> first, List<ProfileFile> second, Predicate<long> isCommon)
    {
        var sums = first.SelectMany(file => file.Checksums ?? []).Where(sum => !isCommon(sum)).ToHashSet();
        if (sums.Count == 0)
            return (0, 0);
        sums.IntersectWith(second.SelectMany(file => file.Checksums ?? []));
        return (first.RemoveAll(IsShared), second.RemoveAll(IsShared));

        bool IsShared(ProfileFile file) => file.Checksums is { } own && own.Any(sums.Contains);
    }

    private static int NamesInBoth(List<ProfileFile> first, List<ProfileFile> second, Predicate<long> isCommon)
    {
        var named = Once(second);
        return Once(first).Count(file => !isCommon(file.Key) && named.TryGetValue(file.Key, out var other) && !AreTwoEditions(file.Value, other));
    }

    private static Dictionary<long, ProfileFile> Once(List<ProfileFile> files) =>
        files.Where(file => file.Name is not null).GroupBy(file => file.Name!.Value).Where(alike => alike.Count() == 1).ToDictionary(alike => alike.Key, alike => alike.First());

    // The folders /R05/ and /R06/ tell two editions apart; a folder that names no year says nothing.
    private static bool AreTwoEditions(ProfileFile first, ProfileFile second) =>
        first.Editions is { } one && second.Editions is { } other && !one.SequenceEqual(other);
}
