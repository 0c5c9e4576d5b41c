using System.Text;
using Harvester.Connectors.Sampling;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Tests.Connectors;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Assessment.StandardDatasets;

/// <summary>The whole way: candidates in a real store, their files on a real server, as servers are met.</summary>
public sealed class HeaderChecksOverHttpTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly string Toilets = string.Join(',', Standards.Columns("public-toilets"));
    private static readonly string OldToilets = string.Join(',', Standards.Columns("public-toilets", "older"));

    [Fact]
    public async Task FilesOfAllKinds_AreCheckedOrStayCandidatesWithTheirReason_AndCost304TheNextTime()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var japanese = Encoding.GetEncoding(932);
        Dictionary<string, RequestDelegate> files = new()
        {
            ["/ranged.csv"] = Csv(Encoding.UTF8.GetBytes(Toilets + "\r\n131032,1\r\n"), ranges: true),
            ["/whole.csv"] = Csv([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Toilets + "\r\n" + string.Concat(Enumerable.Repeat("131032,1,港区\r\n", 50_000)))], ranges: false),
            ["/cp932.csv"] = Csv(japanese.GetBytes(OldToilets + "\r\n131032,1,東京都,港区\r\n"), ranges: true),
            ["/titled.csv"] = Csv(japanese.GetBytes("港区 公衆トイレの一覧,,\r\n令和6年4月1日現在,,\r\n\r\n" + Toilets + "\r\n"), ranges: false),
            ["/other.csv"] = Csv(Encoding.UTF8.GetBytes("名称,住所,緯度,経度,写真\r\n"), ranges: false),
            ["/refused.csv"] = Status(403),
            ["/challenge.csv"] = context =>
            {
                context.Response.Headers["cf-mitigated"] = "challenge";
                context.Response.StatusCode = 403;
                return Task.CompletedTask;
            },
            ["/workbook.csv"] = Csv("PK\u0003\u0004"u8.ToArray(), ranges: true),
            ["/slow.csv"] = async context => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing),
        };
        await using var server = await LoopbackServer.StartAsync(context => files[context.Request.Path](context));
        var clock = new HandClock();
        await using var catalogue = await TemporaryCatalogue.CreateAsync(clock);
        foreach (var path in files.Keys)
            await catalogue.PutAsync(Standards.Dataset("公衆トイレ一覧", new Uri(server.Url, path).AbsoluteUri, id: "minato~" + path[1..^4]));
        await catalogue.Assessments.CatchUpAsync(Cancel);
        using var network = Sources.Network();
        var source = Sources.Ckan(server.Url, http: Sources.Quick with { Timeout = TimeSpan.FromSeconds(1), Concurrency = 4 });
        var checks = new HeaderChecks(catalogue.Store, Standards.Vocabulary, new HeaderSampler(network, _ => source), clock, "worker");

        var first = await checks.RunAsync(null, 100, Cancel);
        var found = new List<string>();
        foreach (var path in files.Keys)
            found.Add($"{path[1..^4]}: {(await catalogue.MatchAsync("minato~" + path[1..^4]))!.Edition ?? "candidate"}, {(await catalogue.MatchAsync("minato~" + path[1..^4]))!.Conformance}");

        Assert.Equal(
        [
            "ranged: current, required 3/3 (100 %), 39/39 columns present",
            "whole: current, required 3/3 (100 %), 39/39 columns present",
            "cp932: older, 32/32 columns present, requirement unknown",
            "titled: current, required 3/3 (100 %), 39/39 columns present",
            "other: candidate, the file has another form: 4/32 columns present",
            "refused: candidate, header not read: http-403",
            "challenge: candidate, header not read: bot-challenge",
            "workbook: candidate, header not read: not-csv",
            "slow: candidate, header not read: timeout",
        ], found);
        Assert.Equal((9, 4, 1, 4), (first.Asked, first.Checked, first.OtherForm, first.Faults.Values.Sum()));

        clock.Advance(HeaderChecks.Again);
        var asked = server.Requests.Count;
        files["/slow.csv"] = files["/refused.csv"] = Status(404);
        var log = await catalogue.Store.Changes.LastAsync(Cancel);
        var second = await checks.RunAsync(null, 100, Cancel);
        Assert.Equal((9, 5), (second.Asked, second.Unchanged));
        Assert.Equal(log, await catalogue.Store.Changes.LastAsync(Cancel));
        Assert.Equal(5, server.Requests.Skip(asked).Count(request => request.Headers.IfNoneMatch == "\"v1\""));
    }

    private static RequestDelegate Csv(byte[] body, bool ranges) => async context =>
    {
        context.Response.Headers.ETag = "\"v1\"";
        if (context.Request.Headers.IfNoneMatch == "\"v1\"")
        {
            context.Response.StatusCode = 304;
            return;
        }

        var part = ranges ? body[..Math.Min(body.Length, 16384)] : body;
        context.Response.StatusCode = ranges ? 206 : 200;
        if (ranges)
            context.Response.Headers.ContentRange = $"bytes 0-{part.Length - 1}/{body.Length}";
        context.Response.ContentType = "text/csv";
        context.Response.ContentLength = part.Length;
        try
        {
            await context.Response.Body.WriteAsync(part, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // whoever asks has read enough
        }
    };

    private static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}
