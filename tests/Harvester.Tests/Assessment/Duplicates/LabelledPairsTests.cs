using Harvester.Core.Assessment;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>
/// How often the whole search (candidates, scores, groups, through a real store) is right. Positives are made (<see cref="Distortions"/>), but for two;
/// negatives are real records. Every pair that is put together and is not one dataset counts against precision, labelled or not.
/// </summary>
public sealed class LabelledPairsTests(ITestOutputHelper output)
{
    private const double LeastPrecision = 0.99;
    private const double LeastRecall = 0.95;

    [Fact]
    public async Task PrecisionAndRecall_AreAsPromised()
    {
        var rows = RealRows.Read();
        var negatives = LabelledPairs.Negatives(rows);
        foreach (var (why, pairs) in negatives)
            output.WriteLine($"{pairs.Count,5} real negative pairs: {why}");
        Assert.InRange(negatives.Values.Sum(pairs => pairs.Count), 500, int.MaxValue);

        var (tuned, heldOut) = (new Score(), new Score());
        foreach (var (what, distorted) in Distortions.All)
        {
            var before = tuned.Found + heldOut.Found;
            await JudgeAsync(rows, [.. rows.Select(row => Distortions.Copy(row, distorted))], tuned, heldOut);
            output.WriteLine($"{tuned.Found + heldOut.Found - before,5} of {rows.Count} copies found: {what}");
        }

        var stated = LabelledPairs.WithChecksums(rows);
        foreach (var (what, distorted) in Distortions.OfContent)
        {
            var before = tuned.Found + heldOut.Found;
            await JudgeAsync(stated, [.. stated.Select(row => Distortions.Copy(row, distorted))], tuned, heldOut);
            var found = tuned.Found + heldOut.Found - before;
            output.WriteLine($"{found,5} of {rows.Count} copies found: {what}");
            Assert.InRange(found, LeastRecall * rows.Count, rows.Count);
        }

        var pages = LabelledPairs.Pages(rows);
        await JudgeAsync([.. rows, .. pages], [.. pages.Select(page => Distortions.Copy(page, copy => copy with { Distributions = [.. copy.Distributions.Skip(1)] }))], tuned, heldOut);
        output.WriteLine($"{pages.Count,5} pages of a series, their copies with one file fewer");
        output.WriteLine($"first half: {tuned}");
        output.WriteLine($"held out:   {heldOut}");

        foreach (var score in (Score[])[tuned, heldOut])
            Assert.True(score.Precision >= LeastPrecision && score.Recall >= LeastRecall, score.ToString());
    }

    /// <summary>All pairs of originals and copies: right where both are one dataset and only then in one group.</summary>
    private async Task JudgeAsync(IReadOnlyList<Dataset> originals, IReadOnlyList<Dataset> copies, Score tuned, Score heldOut)
    {
        await using var bench = await Bench.StartAsync();
        await bench.Assessor.AssessAsync([.. originals.Concat(copies).Select(one => new Changed(one.Id, one, Content: true))], CancellationToken.None);
        var groups = await bench.Store.Duplicates.GroupsAsync(null, 10_000, CancellationToken.None);
        var groupOf = groups.SelectMany(group => group.Members, (group, member) => (member, group.Canonical)).ToDictionary(pair => pair.member, pair => pair.Canonical);
        var byId = originals.ToDictionary(one => one.Provenance.RecordId);

        foreach (var copy in copies)
        {
            var original = byId[copy.Provenance.RecordId];
            (LabelledPairs.IsHeldOut(original) ? heldOut : tuned).Positive(groupOf.TryGetValue(copy.Id, out var group) && group == groupOf.GetValueOrDefault(original.Id));
        }

        foreach (var members in groups.Select(group => group.Members))
        {
            foreach (var (one, other) in members.SelectMany((one, i) => members.Skip(i + 1).Select(other => (byId[Number(one)], byId[Number(other)]))))
            {
                if (ReferenceEquals(one, other) || LabelledPairs.AreOne(one, other))
                    continue;
                output.WriteLine($"WRONG: {one.Id} {one.Title.Best()} = {other.Id} {other.Title.Best()}");
                (LabelledPairs.IsHeldOut(one) ? heldOut : tuned).Wrong++;
            }
        }

        static string Number(string id) => id[(id.IndexOf('~', StringComparison.Ordinal) + 1)..];
    }

    [Fact]
    public async Task TwoRealPairsOfOneDataset_AreFound()
    {
        var rows = RealRows.Read();
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(rows);

        await bench.CatchUpAsync();

        Assert.Equal(
            ["tokyo-catalogue~t000054d0000000207 tokyo-catalogue~t000054d0000000335", "tokyo-catalogue~t000054d0000000208 tokyo-catalogue~t000054d0000000336"], await bench.GroupsAsync());
    }

    private sealed class Score
    {
        private int support;

        public int Found { get; private set; }
        public int Wrong { get; set; }
        public double Precision => (double)Found / (Found + Wrong);
        public double Recall => (double)Found / support;

        public void Positive(bool found)
        {
            support++;
            if (found)
                Found++;
        }

        public override string ToString() => $"precision {Precision:0.0000}, recall {Recall:0.0000} of {support} positive pairs ({Found} found, {Wrong} wrong)";
    }
}
