using System.Globalization;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Mapping.Themes;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>
/// Every entry of every vocabulary, in its order and with each spelling's meaning, against a file: no word is lost, moved or changed by accident. After an
/// edit that is meant, the tests write the files anew when HARVESTER_WRITE_EXPECTED is 1; the difference is then part of the change.
/// </summary>
public sealed class VocabularyGoldenTests
{
    private static readonly string Folder = Path.Combine(MappingFixture.Root, "tests", "Harvester.Tests", "Mapping", "Expected");

    [Fact]
    public void Licences_AreAsExpected()
    {
        var vocabulary = MappingFixture.Rules.Licences;
        Compare("licences.tsv", vocabulary.Entries.SelectMany(entry =>
            new[] { Row("entry", entry.Id, entry.Label, entry.Url, entry.Open, entry.Attribution, entry.VersionOf, entry.Warn, Row(entry.Source)) }
                .Concat(entry.Spellings.Select(word => Row("spelling", word, vocabulary.Read(word, null, null).Entry?.Id)))
                .Concat(entry.Within.Select(word => Row("within", word, vocabulary.Read("（" + word + "）です", null, null).Entry?.Id, vocabulary.Read(word, null, null).Entry?.Id)))
                .Concat(entry.Urls.Select(url => Row("url", url, vocabulary.Read(null, null, "https://" + url).Entry?.Id)))));
    }

    [Fact]
    public void Formats_AreAsExpected()
    {
        var vocabulary = MappingFixture.Rules.Formats;
        Compare("formats.tsv", vocabulary.Entries.SelectMany(entry =>
            new[] { Row("entry", entry.Label, entry.Eu, entry.MediaType, entry.Family, entry.MachineReadable, entry.NonProprietary, entry.Stars, entry.Service, entry.Archive, Row(entry.Source)) }
                .Concat(entry.Spellings.Select(word => Row("spelling", word, vocabulary.Read(word, null, null).Format)))
                .Concat(entry.Extensions.Select(end => Row("extension", end, vocabulary.Read(null, null, "https://e/a." + end).Format)))
                .Concat(entry.AlsoIn.Select(end => Row("also-in", end, vocabulary.Read(entry.Label, null, "https://e/a." + end).Format)))
                .Concat(entry.MediaTypes.Select(type => Row("media-type", type, vocabulary.Read(null, type, null).Format)))));
    }

    [Fact]
    public void Frequencies_AreAsExpected()
    {
        var vocabulary = MappingFixture.Rules.Frequencies;
        Compare("frequencies.tsv", vocabulary.Entries.SelectMany(entry =>
            new[] { Row("entry", entry.Code, Row(entry.Source)) }
                .Concat(entry.Spellings.Select(word => Row("spelling", word, vocabulary.Read(word), vocabulary.Read("概ね" + word + "です"))))
                .Concat(entry.Exact.Select(word => Row("exact", word, vocabulary.Read(word), vocabulary.Read("概ね" + word + "です"))))));
    }

    [Fact]
    public void Publishers_AreAsExpected()
    {
        var directory = MappingFixture.Rules.Publishers;
        var rules = directory.Rules;
        Compare("publishers.tsv",
        [
            .. rules.CodePrefixes.Select(prefix => Row("code-prefix", prefix, directory.ByOrganisation(prefix + "131032").Body?.Code)),
            .. rules.RecordSeparators.Select(separator => Row("record-separator", separator, directory.ByRecordId($"t131032{separator}1").Body?.Code)),
            .. rules.OfficePrefixes.Select(prefix => Row("office-prefix", prefix.Key, prefix.Value, directory.ByOrganisation(prefix.Key + "001").Body?.Code)),
            .. rules.OfficeEndings.Select(ending => Row("office-ending", ending, directory.ByOffice("港区某" + ending).Office)),
            .. rules.NamesElsewhere.Select(name => Row("name-elsewhere", name, directory.ByPlace(name, inTokyo: true)?.Code, directory.ByPlace(name, inTokyo: false)?.Code)),
            .. rules.Organisations.Select(one => Row("organisation", one.Key, one.Value, directory.ByOrganisation(one.Key).Body?.Code)),
            .. rules.Sources.Select(source => Row("source", source.Key, source.Value)),
        ]);
    }

    [Fact]
    public void Themes_AreAsExpected()
    {
        var vocabulary = MappingFixture.Rules.Themes;
        var rules = vocabulary.Rules;
        string Found(string title, params string[] groups) => string.Join(' ', vocabulary.Read(title, groups, [], null).Select(theme => $"{theme.Iri.Split('/')[^1]} ({theme.Why})"));
        string Weights(ThemeRule rule) => string.Join(' ', rule.Weights.Select(one => $"{one.Key}={one.Value}"));
        Compare("themes.tsv",
        [
            Row("numbers", rules.Threshold, rules.Share, rules.Most, rules.Factors),
            .. rules.Themes.Select(theme => Row("theme", theme.Code, theme.Label, theme.LabelJa, Row(theme.Source))),
            .. rules.Words.SelectMany(rule => rule.Words.Select(word => Row("word", word, Found(word))).Prepend(Row("words", Weights(rule), Row(rule.Source)))),
            .. rules.Categories.SelectMany(rule => rule.Words.Select(word => Row("category", word, Found("", word))).Prepend(Row("categories", Weights(rule), Row(rule.Source)))),
        ]);
    }

    [Fact]
    public void PriorityFields_AreAsExpected()
    {
        var vocabulary = MappingFixture.Rules.PriorityFields;
        Compare("priority-fields.tsv",
        [
            Row("notice", "ja", vocabulary.Rules.NoticeJa),
            Row("notice", "en", vocabulary.Rules.NoticeEn),
            .. vocabulary.Rules.Fields.SelectMany(field => new[] { Row("field", field.Id, field.NameJa, field.NameEn, Row(field.Source)) }
                .Concat(field.Themes.Select(code => Row("theme", code, string.Join(' ', vocabulary.Read("", [], [], [new Theme(ThemeVocabulary.IriOf(code), "")])))))
                .Concat(field.Words.Select(word => Row("word", word, string.Join(' ', vocabulary.Read(word, [], [], [])))))),
        ]);
    }

    [Fact]
    public void StandardDatasets_AreAsExpected()
    {
        var vocabulary = MappingFixture.Rules.StandardDatasets;
        var judge = new HeaderJudge(vocabulary);
        Compare("standard-datasets.tsv", vocabulary.Entries.SelectMany(entry =>
            new[] { Row("entry", entry.Id, entry.Name, entry.EnglishName, entry.Sheet, entry.Series, entry.ByTitle, Row(entry.Source)), Row("name", entry.Name, Title(entry.Name), vocabulary.ByTag(entry.Name)?.Id) }
                .Concat(entry.Files.Select(word => Row("file", word, vocabulary.ByFile($"https://e/131032_{word}_2.csv")?.Id, vocabulary.ByFile($"https://e/{word}.csv")?.Id, vocabulary.ByFile($"https://e/x_{word}.csv")?.Id)))
                .Concat(entry.Titles.Concat(entry.Akin).Select(title => Row("title", title, Title($"【港区】{title}"), vocabulary.ByTag(title)?.Id)))
                .Concat(entry.Prefixes.Select(prefix => Row("prefix", prefix, Judged(entry, new[] { "ID", "名称", "説明" }.Select(column => $"{prefix}_{column}")))))
                .Concat(entry.Forms.SelectMany(form => form.Columns
                    .Select(column => Row("column", column, form.Required.Contains(column) ? "required" : null))
                    .Prepend(Row("form", form.Edition, form.Columns.Count, form.IsPartial, Judged(entry, form.Columns)))))));

        string? Title(string title) => vocabulary.ByTitle(title) is { } found ? found.Standard.Id + (found.IsAkin ? " (akin)" : "") : null;

        string Judged(StandardDataset entry, IEnumerable<string> header) =>
            judge.Judge([.. header], entry) is { } match ? $"{match.Standard.Id} {match.Edition} {match.IsThis}" : "nothing";
    }

    private static string Row(VocabularySource source) => source.Confidence is null ? source.Text : $"{source.Text} [{source.Confidence}]";

    private static string Row(params object?[] cells) => string.Join('\t', cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "·"));

    private static void Compare(string file, IEnumerable<string> rows)
    {
        var path = Path.Combine(Folder, file);
        var found = rows.ToArray();
        if (Environment.GetEnvironmentVariable("HARVESTER_WRITE_EXPECTED") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllLines(path, found);
        }

        Assert.Equal(File.ReadAllLines(path), found);
    }
}
