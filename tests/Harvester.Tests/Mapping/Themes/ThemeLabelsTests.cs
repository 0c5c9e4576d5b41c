using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Harvester.Tests.Mapping.Themes;

/// <summary>How well the theme rules do, against labels that a person gave to real titles: see the heads of tests/fixtures/themes/*.tsv.</summary>
public sealed class ThemeLabelsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "fixtures", "themes");

    private static string[] Codes => [.. MappingFixture.Rules.Themes.Rules.Themes.Select(theme => theme.Code)];

    [Fact]
    public void Split_FollowsItsHash()
    {
        foreach (var row in Table("split.tsv"))
            Assert.Equal(row[1], SHA256.HashData(Encoding.UTF8.GetBytes("themes-4:" + row[0]))[0] % 3 == 0 ? "training" : "held-out");
    }

    [Fact]
    public void Labels_AreOneOrTwoKnownThemesOfAnOrganisationInTheSplit()
    {
        var organisations = Table("split.tsv").Select(row => row[0]).ToHashSet();
        var labels = Table("labels.tsv");
        Assert.Equal(257, labels.Length);
        foreach (var row in labels)
        {
            Assert.Contains(row[0][..7], organisations);
            Assert.InRange(Themes(row[1]).Count, row[1] == "-" ? 0 : 1, 2);
            Assert.All(Themes(row[1]), code => Assert.Contains(code, Codes));
        }
    }

    [Theory]
    [InlineData("training")]
    [InlineData("held-out")]
    public void Read_RealTitles_MacroF1IsOverFourFifths(string part)
    {
        var score = Measure(part);
        Assert.True(score > 0.80, $"macro-F1 of {part} is {score:0.000}");
    }

    private static double Measure(string part)
    {
        var parts = Table("split.tsv").ToDictionary(row => row[0], row => row[1]);
        var labels = Table("labels.tsv").ToDictionary(row => row[0], row => Themes(row[1]));
        var read = SampleCatalogue.Rows().Where(row => parts[row["dataset_id"][..7]] == part).DistinctBy(row => row["dataset_id"])
            .Select(row => (Title: row["name"], Said: labels[row["dataset_id"]],
                Found: MappingFixture.Rules.Themes.Read(row["name"], [], [], null).Select(theme => theme.Iri.Split('/')[^1]).ToHashSet())).ToArray();
        var report = new StringBuilder($"{part}: {read.Length} datasets; by title alone\ntheme  support  found  right  precision  recall  F1\n");
        var scores = new List<double>();
        foreach (var code in Codes)
        {
            var (support, found, right) = (read.Count(one => one.Said.Contains(code)), read.Count(one => one.Found.Contains(code)), read.Count(one => one.Said.Contains(code) && one.Found.Contains(code)));
            if (support + found == 0)
                continue;
            var f1 = 2.0 * right / (support + found);
            scores.Add(f1);
            report.AppendLine(CultureInfo.InvariantCulture, $"{code}   {support,7}  {found,5}  {right,5}  {Share(right, found),9}  {Share(right, support),6}  {f1:0.000}");
        }

        report.AppendLine(CultureInfo.InvariantCulture, $"macro-F1 of {scores.Count} themes that were said or found: {scores.Average():0.000}; exactly as said: {read.Count(one => one.Said.SetEquals(one.Found))} of {read.Length}");
        if (part == "training")
        {
            foreach (var one in read.Where(one => !one.Said.SetEquals(one.Found)))
                report.AppendLine(CultureInfo.InvariantCulture, $"  {string.Join(' ', one.Said)} / {string.Join(' ', one.Found)}: {one.Title}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        return scores.Average();
    }

    private static string Share(int part, int whole) => whole == 0 ? "-" : (1.0 * part / whole).ToString("0.000", CultureInfo.InvariantCulture);

    private static HashSet<string> Themes(string cell) => cell == "-" ? [] : [.. cell.Split(' ')];

    private static string[][] Table(string file) =>
        [.. File.ReadAllLines(Path.Combine(Folder, file)).Where(line => !line.StartsWith('#')).Skip(1).Select(line => line.Split('\t'))];
}
