using System.Collections.Frozen;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Quality;

/// <summary>
/// Scores a dataset by <see cref="MqaScheme"/>. What counts is what the source stated: fields that our mapping worked out (<see cref="Dataset.Derived"/>), licences
/// that stand in the connector file and themes found by our rules earn nothing. Of several files the best one counts, as in the scheme. Pure.
/// </summary>
public sealed class QualityScorer(FormatVocabulary formats, LicenceVocabulary licences, StandardDatasetVocabulary standards)
{
    /// <summary>Of the scoring; see <see cref="IAssessor.Revision"/>.</summary>
    public const string Revision = "1";

    private const string AccessRightsList = "publications.europa.eu/resource/authority/access-right/";
    private static readonly string[] AccessRightsCodes = ["PUBLIC", "RESTRICTED", "NON_PUBLIC", "NORMAL", "SENSITIVE", "CONFIDENTIAL"];

    private readonly FrozenSet<string> mediaTypes = formats.Entries
        .SelectMany(entry => entry.MediaType is { } type ? entry.MediaTypes.Append(type) : entry.MediaTypes).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="dataset">With its annotations, if any: the states of its addresses are among them.</param>
    public QualityReport Assess(Dataset dataset) => new([.. Findability(dataset), .. Accessibility(dataset), .. Interoperability(dataset), .. Reusability(dataset), .. Context(dataset)]);

    /// <summary>See <see cref="JapaneseView.Of"/>.</summary>
    public IReadOnlyList<Aspect> View(Dataset dataset, DateOnly today, Func<string, bool> isBulk) => JapaneseView.Of(dataset, formats, standards, today, isBulk);

    /// <inheritdoc cref="JapaneseView.Settled"/>
    public IReadOnlyList<(string Id, Grade Grade)> SettledView(Dataset dataset) => JapaneseView.Settled(dataset, formats, standards);

    private static IEnumerable<IndicatorResult> Findability(Dataset dataset)
    {
        yield return Stated(MqaScheme.Keywords, !dataset.IsDerived("keywords") && dataset.Keywords?.Values.SelectMany(words => words).ToList() is { Count: > 0 } words ? string.Join("、", words.Take(5)) : null);
        var stated = dataset.Themes.Where(theme => theme.IsStated).Select(theme => theme.Iri).ToList();
        yield return stated.Count > 0 ? Stated(MqaScheme.Categories, string.Join("、", stated))
            : dataset.Themes.Count == 0 ? Stated(MqaScheme.Categories, null)
            : new IndicatorResult(MqaScheme.Categories, false, new("公表元の記載はありません（本システムが言葉から推定した分野のみ）。", "The source states none; Harvester only worked some out from the words."));
        yield return Stated(MqaScheme.Spatial, !dataset.IsDerived("spatial") && dataset.Spatial is { } place ? place.Name ?? place.Code ?? "GeoJSON" : null);
        yield return Stated(MqaScheme.Temporal, !dataset.IsDerived("temporal") && dataset.Temporal is { } period ? $"{period.Start}～{period.End}" : null);
    }

    private static IEnumerable<IndicatorResult> Accessibility(Dataset dataset)
    {
        var checks = dataset.Annotations?.Checks.ToLookup(check => check.Distribution, StringComparer.Ordinal);
        yield return Answers(MqaScheme.AccessAnswers, dataset, checks, one => (one.AccessUrl ?? one.DownloadUrl, LinkCheck.AccessKey(one)));
        yield return Stated(MqaScheme.Download, dataset.Distributions.Select(one => one.DownloadUrl).FirstOrDefault(url => url is not null));
        yield return Answers(MqaScheme.DownloadAnswers, dataset, checks, one => (one.DownloadUrl, one.Id));
    }

    private static IndicatorResult Answers(Indicator indicator, Dataset dataset, ILookup<string, LinkCheck>? checks, Func<Distribution, (string? Url, string Key)> address)
    {
        var asked = dataset.Distributions.Select(address).Where(one => one.Url is not null).ToList();
        if (asked.Count == 0)
            return new IndicatorResult(indicator, false, new("URLが登録されていません。", "No address is stated."));
        var known = asked.Select(one => (one.Url, Check: checks?[one.Key].FirstOrDefault())).Where(one => one.Check is not null).ToList();
        if (known.Find(one => one.Check!.IsAlive) is { Url: { } alive, Check: { } good })
            return new IndicatorResult(indicator, true, new($"{alive}（{good.Code}）", $"{alive} ({good.Code})"));
        if (known.Find(one => one.Check!.IsDead) is { Url: { } dead, Check: { } gone } && known.Count == asked.Count)
            return new IndicatorResult(indicator, false, new($"{dead}（{gone.Code}）", $"{dead} ({gone.Code})"));
        return new IndicatorResult(indicator, null, new("まだ確認できていません。", "Not known yet."));
    }

    private IEnumerable<IndicatorResult> Interoperability(Dataset dataset)
    {
        // One file counts for the whole dimension: points of several do not add up.
        var best = dataset.Distributions.Select(FileResults).MaxBy(results => results.Sum(result => result.Points)) ?? FileResults(new Distribution { Id = "" });
        foreach (var result in best)
            yield return result;
        var faults = DcatApConformance.Faults(dataset);
        yield return faults.Count == 0 ? new IndicatorResult(MqaScheme.DcatAp, true, new("必須項目がそろっています。", "Every mandatory property is there."))
            : new IndicatorResult(MqaScheme.DcatAp, false, new(string.Concat(faults.Select(fault => fault.Ja)), string.Join(' ', faults.Select(fault => fault.En))));
    }

    private List<IndicatorResult> FileResults(Distribution file)
    {
        var format = file.IsDerived("format") ? null : file.Format;
        var type = file.IsDerived("mediaType") ? null : file.MediaType;
        var entry = format is null ? null : formats.Find(format);
        var listed = entry is { Eu: not null };
        return
        [
            Stated(MqaScheme.Format, format, file.Format),
            Stated(MqaScheme.MediaType, type, file.MediaType),
            Judged(MqaScheme.FormatVocabulary, listed && type is not null && mediaTypes.Contains(type), $"{format ?? "–"} / {type ?? "–"}"),
            Judged(MqaScheme.NonProprietary, listed && entry!.NonProprietary, format),
            Judged(MqaScheme.MachineReadable, listed && entry!.MachineReadable, format),
        ];
    }

    private IEnumerable<IndicatorResult> Reusability(Dataset dataset)
    {
        var licence = dataset.Licence is { Basis: not LicenceBasis.Site } own ? own : dataset.Distributions.Select(one => one.Licence).FirstOrDefault(one => one is not null);
        var words = licence?.Original ?? licence?.Id;
        yield return licence is null && dataset.Licence is { Basis: LicenceBasis.Site } site
            ? new IndicatorResult(MqaScheme.Licence, false, new($"データセットには記載がなく、サイトの利用規約（{site.Id}）だけがあります。", $"The record states none; only the site's terms do ({site.Id})."))
            : Stated(MqaScheme.Licence, words);
        yield return Judged(MqaScheme.LicenceVocabulary, licence?.Id is { } id && licences.Find(id)?.Eu is not null, words);
        var rights = dataset.IsDerived("accessRights") ? null : dataset.AccessRights;
        yield return Stated(MqaScheme.AccessRights, rights, dataset.AccessRights);
        yield return Judged(MqaScheme.AccessRightsVocabulary, IsAccessRight(rights), rights);
        yield return Stated(MqaScheme.ContactPoint, dataset.IsDerived("contactPoint") ? null : dataset.ContactPoint is { } contact ? contact.Name ?? contact.Email ?? contact.Phone ?? contact.Url : null);
        var publisher = dataset.Publisher.Name?.Best() ?? dataset.Publisher.Organization;
        yield return Stated(MqaScheme.Publisher, dataset.IsDerived("publisher") ? null : publisher, publisher);
    }

    private static IEnumerable<IndicatorResult> Context(Dataset dataset)
    {
        yield return Stated(MqaScheme.Rights, (dataset.IsDerived("rights") ? null : dataset.Rights) ?? dataset.Distributions.Select(one => one.Rights).FirstOrDefault(one => one is not null));
        yield return Stated(MqaScheme.FileSize, dataset.Distributions.Select(one => one.ByteSize).FirstOrDefault(size => size is not null) is { } size ? $"{size} B" : null);
        yield return Stated(MqaScheme.Issued, dataset.IsDerived("issued") ? null : dataset.Issued, dataset.Issued);
        yield return Stated(MqaScheme.Modified, dataset.ModifiedBasis is ModifiedBasis.Record ? null : dataset.Modified, dataset.Modified);
    }

    private static bool IsAccessRight(string? text) =>
        text is not null && AccessRightsCodes.Contains(text.Contains(AccessRightsList, StringComparison.Ordinal) ? text[(text.LastIndexOf('/') + 1)..] : text, StringComparer.OrdinalIgnoreCase);

    private static IndicatorResult Stated(Indicator indicator, string? stated, string? derived = null) => stated is not null
        ? new IndicatorResult(indicator, true, new(stated, stated))
        : new IndicatorResult(indicator, false, derived is null
            ? new("記載がありません。", "Not stated.")
            : new($"公表元の記載はありません（本システムの推定：{derived}）。", $"The source does not state it (Harvester worked out: {derived})."));

    private static IndicatorResult Judged(Indicator indicator, bool met, string? value) =>
        new(indicator, met, value is null ? new("記載がありません。", "Not stated.") : new(value, value));
}
