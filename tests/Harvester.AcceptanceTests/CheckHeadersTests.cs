using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Harvester.AcceptanceTests;

public sealed class CheckHeadersTests
{
    private const string Header = "全国地方公共団体コード,ID,地方公共団体名,名称,所在地_連結標記,設置位置,緯度,経度,男性トイレ総数,女性トイレ総数,バリアフリートイレ数,備考";

    [Fact]
    public async Task CheckHeaders_ReadsWhatIsDue_SaysWhatEachFileIs_AndAsksOnce()
    {
        await using var ckan = await LoopbackCkan.StartAsync([]);
        var site = new Uri(ckan.Api).GetLeftPart(UriPartial.Authority);
        ckan.Packages = [Package(1, "公衆トイレ一覧", $"{site}/131032_public_toilet.csv"), Package(2, "【港区】AED設置箇所一覧", $"{site}/gone.csv"), Package(3, "港区の坂道", $"{site}/slopes.csv")];
        var asked = 0;
        ckan.Instead = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith(".csv", StringComparison.Ordinal))
                return false;
            Interlocked.Increment(ref asked);
            context.Response.StatusCode = context.Request.Path == "/131032_public_toilet.csv" ? 200 : 404;
            if (context.Response.StatusCode == 200)
                await context.Response.WriteAsync(Header + "\r\n131032,1\r\n");
            return true;
        };
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("minato", ckan.Yaml("港区"));
        await harvester.RunAsync("run", "--connectors", connectors, "--allow-private-networks");

        var first = await harvester.RunAsync("check-headers", "minato", "--json", "--connectors", connectors, "--allow-private-networks");
        var second = await harvester.RunAsync("check-headers", "--connectors", connectors, "--allow-private-networks");
        var export = await harvester.RunAsync("export", "--format", "ndjson");

        Assert.True(first.ExitCode == 0, first.Errors + first.Output);
        var report = first.Json.GetProperty("report");
        Assert.Equal((2, 1, 1), (report.GetProperty("asked").GetInt32(), report.GetProperty("checked").GetInt32(), report.GetProperty("faults").GetProperty("http-404").GetInt32()));
        Assert.Equal(["aed-locations 1 0", "public-toilets 0 1"], first.Json.GetProperty("standardDatasets").EnumerateArray()
            .Select(one => $"{one.GetProperty("id")} {one.GetProperty("candidates")} {one.GetProperty("checked")}"));
        Assert.Contains("headers of 0 files looked into", second.Output, StringComparison.Ordinal);
        Assert.Contains("public-toilets 公衆トイレ一覧", second.Output, StringComparison.Ordinal);
        Assert.Equal(2, asked);
        Assert.Contains("""{"written":"所在地_連結標記","meant":"所在地_連結表記"}""", export.Output, StringComparison.Ordinal);
        Assert.Contains("required 2/3 (66 %), 11/39 columns present, 1 misspelt", export.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check-headers nobody", "no source")]
    [InlineData("check-headers --limit 0", "--limit")]
    [InlineData("check-headers", "no catalogue")]
    public async Task CheckHeaders_WronglyAsked_SaysSo(string arguments, string message)
    {
        using var harvester = new HarvesterProgram();
        var result = await harvester.RunAsync(arguments.Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    private static JsonObject Package(int n, string title, string url) => new()
    {
        ["id"] = $"id-{n}",
        ["name"] = $"name-{n}",
        ["title"] = title,
        ["license_id"] = "CC-BY-4.0",
        ["resources"] = new JsonArray(new JsonObject { ["id"] = $"file-{n}", ["url"] = url, ["format"] = "CSV" }),
    };
}
