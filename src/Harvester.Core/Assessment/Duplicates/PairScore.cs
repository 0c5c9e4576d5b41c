using System.Text;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>
/// Judges two datasets by their files first, then by title, publisher and source. Nothing is guessed: on doubt they are not the same. Equal titles alone
/// are no evidence, nor is a host; differing numbers in the titles make two members of a series, whatever else agrees.
/// </summary>
public static class PairScore
{
    /// <summary>Of the larger one's files, how many both must have to be the same dataset, one of which lags behind.</summary>
    public const double LeastShare = 2.0 / 3;

    /// <summary>How alike titles must be where all files have the same addresses but the titles are not the same.</summary>
    public const double LeastLikeness = 0.5;

    /// <summary>What an equal checksum counts beside an equal address: the same bytes may lie at two places.</summary>
    private const double ContentWeight = 0.8;

    /// <param name="isCommon">True for a key that so many datasets have that it says nothing.</param>
    /// <returns>Null: nothing that links them.</returns>
    public static Finding? Of(Profile first, Profile second, Predicate<long> isCommon)
    {
        var sameSource = first.Source == second.Source;
        var publishersDiffer = first.Publisher is { } one && second.Publisher is { } other && one != other;
        var titlesAgree = first.Title.IsEqualTo(second.Title);
        if (first.Files.Count == 0 || second.Files.Count == 0)
            return !sameSource && titlesAgree ? ByPage(first, second, isCommon) : null;

        // A table of which nobody has filled in more than the head is the same in many towns: equal bytes count within one known body.
        var match = FileMatch.Of(first, second, isCommon, withContent: !publishersDiffer && first.Publisher is not null && second.Publisher is not null, withNames: !publishersDiffer);
        if (match.First == 0)
            return null;
        var titles = titlesAgree ? 1 : first.Title.Likeness(second.Title);
        var all = match.IsAllOfFirst && match.IsAllOfSecond;
        var most = Math.Min(match.First, match.Second) >= LeastShare * match.Most;
        var isSame = !first.Title.Contradicts(second.Title) && (sameSource || publishersDiffer
            // A source lists a dataset once, and two bodies seldom publish one: there everything must agree, and a month without news has the file of the month before.
            ? all && match is { ByName: 0, ByContent: (0, 0) } && titlesAgree
            : titlesAgree ? most : all && match.ByName == 0 && titles >= LeastLikeness);
        if (isSame)
        {
            var exact = Math.Min(match.ByAddress.First, match.ByAddress.Second) + (ContentWeight * Math.Min(match.ByContent.First, match.ByContent.Second));
            var score = (0.5 * exact / match.Most) + (0.3 * Math.Min(match.First, match.Second) / match.Most) + (0.2 * titles);
            return new Finding(RelationKind.Same, score, Both(match, titlesAgree ? "the titles agree" : "the titles are alike"));
        }

        // A name that two records of one source give to files at two places names two editions as readily as one file.
        if (match.ByAddress.First + match.ByContent.First == 0 && (sameSource || !titlesAgree))
            return null;
        var share = (double)Math.Min(match.First, match.Second) / match.Most;
        if (match.IsAllOfFirst != match.IsAllOfSecond)
            return Contains(match, share);
        return new Finding(RelationKind.Overlaps, share, Both(match, Why(first, second, titlesAgree, all)));
    }

    private static Finding? ByPage(Profile first, Profile second, Predicate<long> isCommon)
    {
        if (!first.Pages.Any(page => !isCommon(page) && second.Pages.Contains(page)))
            return null;
        const string Evidence = "the same page, title and publisher; one of the two names no file";
        return new Finding(RelationKind.Same, 0.4, (Evidence, Evidence));
    }

    private static Finding Contains(FileMatch match, double share)
    {
        var (inner, outer) = match.IsAllOfSecond ? (match.Counted.Second, match.Counted.First) : (match.Counted.First, match.Counted.Second);
        var how = "the same " + string.Join(" or ", Ways(match.ByAddress.First, match.ByContent.First, match.ByName).Where(way => way.Count > 0 || way.What == "address")
            .Select(way => way.What == "name" ? "file name" : way.What));
        var (holds, held) = ($"all its files ({inner}) are among the {outer} here: {how}", $"all files here ({inner}) are among its {outer}: {how}");
        return new Finding(RelationKind.Contains, share, match.IsAllOfSecond ? (holds, held) : (held, holds), match.IsAllOfSecond);
    }

    private static string Why(Profile first, Profile second, bool titlesAgree, bool all) =>
        first.Title.Contradicts(second.Title) ? "the titles name two editions"
        : !titlesAgree ? "the titles differ"
        : all ? first.Source == second.Source ? "two records of one source have this title" : "the publishers differ"
        : "the titles agree";

    private static (string First, string Second) Both(FileMatch match, string titles) => (
        Sentence(Ways(match.ByAddress.First, match.ByContent.First, match.ByName), match.Counted.First, titles),
        Sentence(Ways(match.ByAddress.Second, match.ByContent.Second, match.ByName), match.Counted.Second, titles));

    private static (int Count, string What)[] Ways(int byAddress, int byContent, int byName) => [(byAddress, "address"), (byContent, "content"), (byName, "name")];

    private static string Sentence((int Count, string What)[] ways, int files, string titles)
    {
        var found = new StringBuilder();
        foreach (var (count, what) in ways.Where(way => way.Count > 0))
            found.Append(found.Length == 0 ? $"{count} of {(files == 1 ? "1 file" : $"{files} files")} {(count == 1 ? "has" : "have")} the same {what}" : $", {count} the same {what}");
        return $"{found}; {titles}";
    }
}
