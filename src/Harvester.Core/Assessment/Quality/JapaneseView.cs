using System.Text.RegularExpressions;
using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Quality;

/// <summary>
/// What Japan's open-data guidelines ask of a dataset, beside the European scheme and shown before it: is it published as the standard dataset that
/// it is, can a machine read it, is it as fresh as it promises, is it clear what one may do with it. Pure.
/// </summary>
public static partial class JapaneseView
{
    /// <summary>Id of the aspect that depends on the day.</summary>
    public const string Freshness = "freshness";

    private static readonly (string Id, Bilingual Name) StandardAspect = ("standard-dataset", new("標準データセットへの準拠", "Standard dataset"));
    private static readonly (string Id, Bilingual Name) MachineAspect = ("machine-readability", new("機械判読性", "Machine-readability"));
    private static readonly (string Id, Bilingual Name) AgeAspect = (Freshness, new("鮮度", "Freshness"));
    private static readonly (string Id, Bilingual Name) TermsAspect = ("licence", new("ライセンスの明確さ", "Clarity of the licence"));

    /// <summary>Columns that are named in a sentence.</summary>
    private const int Named = 5;

    /// <param name="dataset">With its annotations.</param>
    /// <param name="formats">Which formats a machine reads.</param>
    /// <param name="standards">Their names.</param>
    /// <param name="today">In Japan.</param>
    /// <param name="isBulk">Whether the stamps of an hour are those of a bulk import, see <see cref="DatasetFreshness.On"/>.</param>
    public static IReadOnlyList<Aspect> Of(Dataset dataset, FormatVocabulary formats, StandardDatasetVocabulary standards, DateOnly today, Func<string, bool> isBulk) =>
        [Standard(dataset.Annotations?.StandardDataset, standards), Machine(dataset, formats), Age(dataset, today, isBulk), Terms(dataset)];

    /// <summary>The aspects and their names, in the order in which they are shown.</summary>
    public static IReadOnlyList<(string Id, Bilingual Name)> Aspects { get; } = [StandardAspect, MachineAspect, AgeAspect, TermsAspect];

    /// <summary>Grades of the aspects that depend on the dataset alone: those of freshness follow from the day (<see cref="GradeOf"/>).</summary>
    public static IReadOnlyList<(string Id, Grade Grade)> Settled(Dataset dataset, FormatVocabulary formats, StandardDatasetVocabulary standards) =>
        [.. new[] { Standard(dataset.Annotations?.StandardDataset, standards), Machine(dataset, formats), Terms(dataset) }.Select(static aspect => (aspect.Id, aspect.Grade))];

    /// <summary>What a state of freshness is worth.</summary>
    public static Grade GradeOf(FreshnessState state) => state switch
    {
        FreshnessState.Fresh or FreshnessState.Final => Grade.Good,
        FreshnessState.Overdue => Grade.Poor,
        FreshnessState.NoInterval => Grade.None,
        _ => Grade.Fair,
    };

    private static Aspect Standard(StandardDatasetMatch? match, StandardDatasetVocabulary standards)
    {
        var entry = match is null ? null : standards.Find(match.Id);
        var (ja, en) = (entry?.Name ?? match?.Id, entry?.EnglishName ?? match?.Id);
        var (grade, sentence) = match switch
        {
            null => (Grade.None, new Bilingual("標準データセットに当たるものとは判定されていません。", "Not recognised as one of the standard datasets.")),
            { Status: StandardDatasetStatus.Candidate } => (Grade.Fair, new(
                $"「{ja}」の候補です。ファイルの項目名では確認できていません。", $"A candidate for \"{en}\"; the columns of a file do not confirm it yet.")),
            { Edition: "older" } => (Grade.Fair, new($"「{ja}」の旧版の項目で公開されています。現行版の項目名に合わせてください。", $"Published as \"{en}\" with the columns of an older edition: use those of the current one.")),
            _ when Required(match) is var (there, all) && there < all => (Grade.Poor, new(
                $"「{ja}」の必須項目{all}のうち{there}だけがあります。ない項目：{Listed(match, "、", "ほか{0}項目")}。",
                $"Only {there} of the {all} required columns of \"{en}\" are there. Not there: {Listed(match, ", ", "and {0} more")}.")),
            { Missing.Count: 0, Misspelt.Count: 0 } => (Grade.Good, new($"「{ja}」の項目がすべてそろっています。", $"Every column of \"{en}\" is there.")),
            { Misspelt.Count: > 0 } => (Grade.Fair, new(
                $"「{ja}」ですが、項目名に誤りがあります：{string.Join('、', match.Misspelt.Take(Named).Select(one => $"{one.Written}→{one.Meant}"))}。",
                $"\"{en}\", with names of columns misspelt: {string.Join(", ", match.Misspelt.Take(Named).Select(one => $"{one.Written} → {one.Meant}"))}.")),
            _ when Required(match) is not null => (Grade.Good, new(
                $"「{ja}」の必須項目がすべてそろっています。ほかにない項目：{Listed(match, "、", "ほか{0}項目")}。",
                $"Every required column of \"{en}\" is there. Others are not: {Listed(match, ", ", "and {0} more")}.")),
            _ => (Grade.Good, new(
                $"「{ja}」の項目で公開されています。ない項目：{Listed(match, "、", "ほか{0}項目")}（必須かどうかは公表資料で確認できていません）。",
                $"Published with the columns of \"{en}\". Not there: {Listed(match, ", ", "and {0} more")} (which are required is not known).")),
        };
        return new Aspect(StandardAspect.Id, StandardAspect.Name, grade, sentence);
    }

    // Known for few standard datasets; the sentence of the match says so in this form.
    private static (int There, int All)? Required(StandardDatasetMatch match) =>
        RequiredColumns().Match(match.Conformance ?? "") is { Success: true } found ? (int.Parse(found.Groups[1].ValueSpan), int.Parse(found.Groups[2].ValueSpan)) : null;

    private static string Listed(StandardDatasetMatch match, string between, string more) =>
        string.Join(between, match.Missing.Take(Named)) + (match.Missing.Count > Named ? " " + string.Format(null, more, match.Missing.Count - Named) : "");

    [GeneratedRegex(@"^required (\d+)/(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex RequiredColumns();

    private static Aspect Machine(Dataset dataset, FormatVocabulary formats)
    {
        var all = dataset.Distributions.Count;
        var readable = dataset.Distributions.Count(file => file.Format is { } format && formats.Find(format) is { MachineReadable: true });
        var (grade, sentence) = (readable, all) switch
        {
            (_, 0) => (Grade.Poor, new Bilingual("ファイルが登録されていません。", "No file is listed.")),
            (0, _) => (Grade.Poor, new($"{all}ファイルのいずれも機械判読に適していません。CSV などでも公開してください。", $"None of the {all} files is machine-readable: publish them as CSV, too.")),
            var (some, every) when some < every => (Grade.Fair, new($"{all}ファイルのうち{readable}件が機械判読に適した形式です。", $"{readable} of {all} files are in a machine-readable format.")),
            _ => (Grade.Good, new($"{all}ファイルすべてが機械判読に適した形式です。", $"All {all} files are in a machine-readable format.")),
        };
        return new Aspect(MachineAspect.Id, MachineAspect.Name, grade, sentence);
    }

    private static Aspect Age(Dataset dataset, DateOnly today, Func<string, bool> isBulk)
    {
        var freshness = DatasetFreshness.Of(dataset);
        var state = freshness.On(today, isBulk);
        var frequency = FrequencyWords.Of(dataset.Frequency ?? "");
        var sentence = state switch
        {
            FreshnessState.Fresh => new Bilingual(
                $"更新頻度（{frequency.Ja}）どおりに更新されています。次の更新の期限は{freshness.OverdueFrom?.AddDays(-1):yyyy-MM-dd}です。",
                $"Updated as its frequency ({frequency.En}) promises; the next update is due by {freshness.OverdueFrom?.AddDays(-1):yyyy-MM-dd}."),
            FreshnessState.Overdue => new Bilingual(
                $"更新頻度（{frequency.Ja}）からみて{freshness.OverdueFrom:yyyy-MM-dd}以降、更新が遅れています。更新するか、更新頻度の記載を改めてください。",
                $"Overdue since {freshness.OverdueFrom:yyyy-MM-dd} by its frequency ({frequency.En}): update it, or correct the frequency."),
            FreshnessState.Final => new Bilingual("更新の予定がないデータです。", "No further update is planned."),
            FreshnessState.NoInterval => new Bilingual("随時・不定期の更新のため、期限はありません。", "Updated as needed: there is no due day."),
            FreshnessState.NoFrequency => new Bilingual("更新頻度の記載がなく、新しさを判断できません。更新頻度を登録してください。", "No update frequency is stated, so nobody can tell whether it is fresh: state it."),
            FreshnessState.NoDate => new Bilingual("更新日の記載がなく、新しさを判断できません。更新日を登録してください。", "No date of modification is stated, so nobody can tell whether it is fresh: state it."),
            _ => new Bilingual(
                "日付が一括登録の日時または未来の日付のため、新しさの証拠になりません。データの更新日を登録してください。",
                "The date is that of a bulk import, or lies in the future, and proves nothing: state when the data was changed."),
        };
        return new Aspect(AgeAspect.Id, AgeAspect.Name, GradeOf(state), sentence);
    }

    private static Aspect Terms(Dataset dataset)
    {
        var (grade, sentence) = dataset.Licence switch
        {
            null => (Grade.Poor, new Bilingual("ライセンスの記載がありません。CC BY 4.0 などを登録してください。", "No licence is stated: state CC BY 4.0 or another.")),
            { Id: null, Original: var words } => (Grade.Poor, new($"ライセンスの記載（{words}）がどの条件か判断できません。標準の名前で登録してください。", $"What the licence means (\"{words}\") is not clear: use a standard name.")),
            { Open: true, Basis: LicenceBasis.Site } own => (Grade.Fair, new(
                $"{own.Id}ですが、データセットではなくサイトの利用規約に基づきます。データセットにも記載してください。", $"{own.Id}, but by the terms of the site: state it with the dataset, too.")),
            { Open: true } open => (Grade.Good, new($"{open.Id}のオープンライセンスです。", $"{open.Id}, an open licence.")),
            { Open: false } closed => (Grade.Poor, new($"{closed.Id}はオープンライセンスではありません。", $"{closed.Id} is no open licence.")),
            var other => (Grade.Fair, new($"{other.Id}がオープンかどうかは定まっていません。", $"Whether {other.Id} is open is not settled.")),
        };
        return new Aspect(TermsAspect.Id, TermsAspect.Name, grade, sentence);
    }
}
