using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Web.Pages.Municipalities;
using Harvester.Web.Tables;

namespace Harvester.Web.Pages.Figures;

/// <summary>Tables of a day's figures by one question: formats, licences, quality, priority fields.</summary>
/// <param name="snapshot">Of the day.</param>
/// <param name="options">For names.</param>
/// <param name="query">What the files of the tables need to be of the same day; see <see cref="Table.Query"/>.</param>
internal sealed class FigureTables(CoverageSnapshot snapshot, HarvesterWebOptions options, string query)
{
    /// <summary>Columns for single formats and licences in the tables of all bodies.</summary>
    private const int MostColumns = 8;

    private CoverageFigures Total => snapshot.Total;

    public Table Formats() => Table("formats", new("形式ごとのファイル数", "Files by format"),
        [Column.Of("format", "形式", "Format"), Column.Of("machineReadable", "機械判読", "Machine-readable"), Column.Of("files", "ファイル", "Files", ColumnKind.Number), Column.Of("share", "割合", "Share", ColumnKind.Share)],
        Ordered(Total.Formats).Select(format => Cells.Of([
            new Cell(FormatName(format.Key)).To(format.Key == "none" ? null : $"/datasets?res_format={Uri.EscapeDataString(format.Key)}"),
            options.Catalogue.Formats?.Find(format.Key) is { } entry ? entry.MachineReadable ? new Bilingual("○", "yes") : new Bilingual("×", "no") : new Cell(null),
            format.Value, Share(format.Value, Total.Files),
        ])));

    public Table FormatsByBody()
    {
        var top = Ordered(Total.Formats).Select(format => format.Key).Where(format => format != "none").Take(MostColumns).ToList();
        return Table("formats-by-body", new("団体ごとの形式（ファイル数）", "Formats of each body, in files"),
            [
                Column.Of("name", "団体", "Body"), Column.Of("files", "ファイル", "Files", ColumnKind.Number), Column.Of("machineReadable", "機械判読可能なデータセット", "Machine-readable datasets", ColumnKind.Share),
                Column.Of("csv", "CSVのあるデータセット", "Datasets with CSV", ColumnKind.Share), .. top.Select(format => Column.Of(format, format, format, ColumnKind.Number)),
            ],
            Bodies.Select(body => Cells.Of([
                Name(body), body.Figures.Files, body.Figures.ShareOf(body.Figures.MachineReadable), body.Figures.ShareOf(body.Figures.Csv),
                .. top.Select(format => (Cell)body.Figures.Formats.GetValueOrDefault(format)),
            ])));
    }

    public Table Licences() => Table("licences", new("ライセンスごとのデータセット数", "Datasets by licence"),
        [Column.Of("licence", "ライセンス", "Licence"), Column.Of("open", "オープン", "Open"), Column.Of("datasets", "データセット", "Datasets", ColumnKind.Number), Column.Of("share", "割合", "Share", ColumnKind.Share)],
        Ordered(Total.Licences).Select(licence => Cells.Of([
            LicenceName(licence.Key).To(licence.Key is "none" or "unknown" ? null : $"/datasets?license_id={Uri.EscapeDataString(licence.Key)}"),
            options.Licences?.Find(licence.Key)?.Open switch { true => new Bilingual("○", "yes"), false => new Bilingual("×", "no"), _ => new Cell(null) },
            licence.Value, Total.ShareOf(licence.Value),
        ])));

    public Table LicencesByBody()
    {
        var top = Ordered(Total.Licences).Select(licence => licence.Key).Where(licence => licence is not ("none" or "unknown")).Take(MostColumns - 2).ToList();
        return Table("licences-by-body", new("団体ごとのライセンス（データセット数）", "Licences of each body, in datasets"),
            [
                Column.Of("name", "団体", "Body"), Column.Of("datasets", "データセット", "Datasets", ColumnKind.Number), Column.Of("open", "オープンライセンス", "Open licence", ColumnKind.Share),
                .. top.Select(licence => Column.Of(licence, licence, licence, ColumnKind.Number)),
                Column.Of("unknown", "判断できない", "Not clear", ColumnKind.Number), Column.Of("none", "記載なし", "Not stated", ColumnKind.Number),
            ],
            Bodies.Select(body => Cells.Of([
                Name(body), body.Figures.Datasets, body.Figures.ShareOf(body.Figures.OpenLicence), .. top.Select(licence => (Cell)body.Figures.Licences.GetValueOrDefault(licence)),
                body.Figures.Licences.GetValueOrDefault("unknown"), body.Figures.Licences.GetValueOrDefault("none"),
            ])));
    }

    public Table Indicators()
    {
        var scored = Total.Quality.Values.Sum();
        return Table("indicators", new("項目ごとに満たしていないデータセット", "Datasets that do not meet each indicator"),
            [
                Column.Of("indicator", "項目", "Indicator"), Column.Of("dimension", "観点", "Dimension"), Column.Of("points", "配点", "Points", ColumnKind.Number),
                Column.Of("unmet", "満たしていない", "Not met", ColumnKind.Number), Column.Of("share", "割合", "Share", ColumnKind.Share), Column.Of("advice", "改善のしかた", "What to do"),
            ],
            MqaScheme.Indicators.Select(indicator => Cells.Of([
                indicator.Name, Words.Both(language => Words.Of(indicator.Dimension, language)), (long)indicator.Points,
                Total.Unmet.GetValueOrDefault(indicator.Id), Share(Total.Unmet.GetValueOrDefault(indicator.Id), scored), indicator.Advice,
            ])));
    }

    public Table QualityByBody() => Table("quality-by-body", new("団体ごとの品質", "Quality of each body"),
        [
            Column.Of("name", "団体", "Body"), Column.Of("mean", "MQA平均", "Mean MQA", ColumnKind.Measure),
            .. MqaScheme.Ratings.Select(rating => new Column(rating.Rating, rating.Name, ColumnKind.Number)),
            .. MqaScheme.Indicators.GroupBy(indicator => indicator.Dimension).Select(dimension => Column.Of(
                EnumWord.Of(dimension.Key), $"{Words.Of(dimension.Key, Language.Japanese)}（{dimension.Sum(one => one.Points)}点）", $"{Words.Of(dimension.Key, Language.English)} (of {dimension.Sum(one => one.Points)})", ColumnKind.Measure)),
            Column.Of("fresh", "鮮度", "Fresh", ColumnKind.Share), Column.Of("deadLinks", "リンク切れ", "Dead links", ColumnKind.Number),
        ],
        Bodies.Select(body => Cells.Of([
            Name(body), body.Figures.MeanQuality, .. MqaScheme.Ratings.Select(rating => (Cell)body.Figures.Quality.GetValueOrDefault(rating.Rating)), .. Parts(body.Figures),
            new Coverage.BodyState(body, options.NameOf(body.Code, body.Name), null).Fresh, body.Figures.DeadLinks,
        ])));

    public Table PriorityFields() => Table("priority-fields", new("重点分野ごとのデータセット数", "Datasets by priority field"),
        [
            Column.Of("field", "分野", "Field"), Column.Of("datasets", "データセット", "Datasets", ColumnKind.Number), Column.Of("metropolis", "都", "Metropolis", ColumnKind.Number),
            Column.Of("municipalities", "区市町村", "Municipalities", ColumnKind.Number), Column.Of("bodies", "公開している区市町村", "Municipalities that publish", ColumnKind.Number),
        ],
        Fields.Select(field => Cells.Of([
            new Cell(field.Name).To($"/datasets?priority_field={Uri.EscapeDataString(field.Id)}"), Total.PriorityFields.GetValueOrDefault(field.Id), snapshot.Metropolis.PriorityFields.GetValueOrDefault(field.Id),
            snapshot.Municipalities.PriorityFields.GetValueOrDefault(field.Id), (long)snapshot.Bodies.Count(body => body.Code != Publisher.Metropolis && body.Figures.PriorityFields.ContainsKey(field.Id)),
        ])));

    public Table PriorityFieldsByBody() => Table("priority-fields-by-body", new("団体ごとの重点分野（データセット数）", "Priority fields of each body, in datasets"),
        [Column.Of("name", "団体", "Body"), Column.Of("any", "いずれかの分野", "Any field", ColumnKind.Number), .. Fields.Select(field => new Column(field.Id, field.Name, ColumnKind.Number))],
        Bodies.Select(body => Cells.Of([Name(body), body.Figures.InPriorityFields, .. Fields.Select(field => (Cell)body.Figures.PriorityFields.GetValueOrDefault(field.Id))])));

    private IEnumerable<BodyCoverage> Bodies => snapshot.Bodies;

    private IEnumerable<(string Id, Bilingual Name)> Fields => (options.PriorityFields?.Fields ?? []).Select(one => (one.Id, new Bilingual(one.NameJa, one.NameEn)));

    private static IEnumerable<Cell> Parts(CoverageFigures figures) => QualityParts.Of(figures) is { Count: > 0 } parts
        ? parts.Select(part => (Cell)(double?)part.Points)
        : MqaScheme.Indicators.GroupBy(indicator => indicator.Dimension).Select(_ => new Cell(null));

    private Cell Name(BodyCoverage body) => new Cell(options.NameOf(body.Code, body.Name)).To($"/municipalities/{body.Code}");

    private static Bilingual FormatName(string format) => format == "none" ? new("記載なし・不明", "not stated or not known") : new(format, format);

    private Cell LicenceName(string licence) => licence switch
    {
        "none" => new Bilingual("記載なし", "not stated"),
        "unknown" => new Bilingual("判断できない記載", "stated, but not clear"),
        _ => options.Licences?.Find(licence) is { } entry && entry.Label != licence ? $"{entry.Label} ({licence})" : licence,
    };

    private Table Table(string name, Bilingual caption, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Cell>> rows) => new() { Name = name, Caption = caption, Columns = columns, Query = query, Rows = [.. rows] };

    private static IEnumerable<KeyValuePair<string, long>> Ordered(IReadOnlyDictionary<string, long> counts) => counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal);

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
