using Harvester.Core.Assessment;
using Harvester.Core.Coverage;
using Harvester.Core.Ports;
using Harvester.Web.Pages.Coverage;
using Harvester.Web.Tables;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages.Figures;

/// <summary>The pages that show a day's figures by one question each.</summary>
internal static class FigurePages
{
    public static Task<IResult> Formats(HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken) => PageAsync(
        context, store, options, "formats", new("ファイル形式", "Formats"),
        new("どの形式で公開されているか。機械判読に適した形式（CSV、JSON、XML など）のファイルがあるデータセットが「機械判読可能」です。", "In which formats data are published. A dataset with a file that machines read well (CSV, JSON, XML and so on) is machine-readable."),
        [], tables => [tables.Formats(), tables.FormatsByBody()], cancellationToken);

    public static Task<IResult> Licences(HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken) => PageAsync(
        context, store, options, "licences", new("ライセンス", "Licences"),
        new("どの条件で使えるか。「オープン」はオープンの定義（Open Definition）に沿うライセンスです。", "On what terms the data may be used. Open means: by the Open Definition."),
        [], tables => [tables.Licences(), tables.LicencesByBody()], cancellationToken);

    public static Task<IResult> Quality(HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken) => PageAsync(
        context, store, options, "quality", new("品質", "Quality"),
        new("説明情報（メタデータ）の品質を、欧州データポータル（data.europa.eu）のMQAの方式（405点満点）で示します。公表元が記載した内容だけを数えます。", "The quality of the descriptions by the scheme of data.europa.eu (MQA, 405 points). Only what the source stated counts."),
        [], tables => [tables.QualityByBody(), tables.Indicators()], cancellationToken);

    public static Task<IResult> PriorityFields(HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken) => PageAsync(
        context, store, options, "priority-fields", new("重点分野", "Priority fields"),
        new("2019年の計画が挙げた重点分野ごとのデータセット数です。", "Datasets by the priority fields of the plan of 2019."),
        options.PriorityFields is { } fields ? [new(fields.NoticeJa, fields.NoticeEn)] : [], tables => [tables.PriorityFields(), tables.PriorityFieldsByBody()], cancellationToken);

    private static async Task<IResult> PageAsync(
        HttpContext context, IStore store, HarvesterWebOptions options, string section, Bilingual name, Bilingual lead, IReadOnlyList<Bilingual> notes, Func<FigureTables, IReadOnlyList<Table>> tables,
        CancellationToken cancellationToken)
    {
        var snapshot = await SnapshotAsync(context.Request, store, cancellationToken);
        return PageResponse.Render<TablesPage>(
            context, StatusCodes.Status200OK, ("Name", name), ("Section", section), ("Lead", lead), ("Notes", notes), ("AsOf", snapshot?.At),
            ("Tables", snapshot is null ? Array.Empty<Table>() : tables(Of(snapshot, context.Request, options))));
    }

    internal static FigureTables Of(CoverageSnapshot snapshot, HttpRequest request, HarvesterWebOptions options) =>
        new(snapshot, options, AskedDay.Of(request) is null ? "" : $"day={Show.Day(snapshot.Day)}");

    internal static Task<CoverageSnapshot?> SnapshotAsync(HttpRequest request, IStore store, CancellationToken cancellationToken) =>
        store.Coverage.GetAsync(AskedDay.Of(request) ?? DateOnly.MaxValue, cancellationToken);
}
