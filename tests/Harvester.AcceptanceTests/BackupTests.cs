using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harvester.AcceptanceTests;

/// <summary><c>backup</c> and <c>restored</c>, as processes of their own.</summary>
public sealed class BackupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backup_IsMadeBeside_AndAFollowerOfTheStoreIsSentToTheStartByIt()
    {
        await using var ckan = await LoopbackCkan.StartAsync([Package(1), Package(2)]);
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("records", ckan.Yaml("記録"));
        Assert.Equal(0, (await harvester.RunAsync("run", "--connectors", connectors, "--allow-private-networks")).ExitCode);
        var epoch = await EpochAsync(harvester, harvester.Store, connectors, null);

        var made = await harvester.RunAsync("backup", "--json");
        var path = made.Json.GetProperty("path").GetString()!;
        var again = await harvester.RunAsync("backup", "--out", path);
        var mongo = await harvester.RunAsync("backup", "--store", "mongodb://127.0.0.1:1/x");
        var few = await harvester.RunAsync("status", "--keep-changes", "29", "--connectors", connectors);
        var restored = await harvester.RunAsync("restored", "--json");

        Assert.Equal((0, new FileInfo(path).Length), (made.ExitCode, made.Json.GetProperty("bytes").GetInt64()));
        Assert.True(made.Json.GetProperty("sequence").GetInt64() >= 2);
        Assert.Equal((2, 2, 2), (again.ExitCode, mongo.ExitCode, few.ExitCode));
        Assert.Contains("exists already", again.Errors, StringComparison.Ordinal);
        Assert.Contains("mongodump", mongo.Errors, StringComparison.Ordinal);
        Assert.Contains("--keep-changes", few.Errors, StringComparison.Ordinal);
        Assert.Equal(0, restored.ExitCode);
        Assert.NotEqual(epoch, restored.Json.GetProperty("epoch").GetString());
        // At first opening the backup tells its log; a follower that comes with the old epoch is told, too.
        var opened = await harvester.RunAsync("status", "--json", "--store", $"sqlite:{path}", "--connectors", connectors);
        Assert.Contains("new epoch", opened.Errors, StringComparison.Ordinal);
        Assert.Null(await EpochAsync(harvester, $"sqlite:{path}", connectors, epoch));
    }

    /// <summary>The epoch that the web shows; null: it answers 410 to the one that a follower brings.</summary>
    private static async Task<string?> EpochAsync(HarvesterProgram harvester, string store, string connectors, string? brought)
    {
        using var process = harvester.Start("web", "--store", store, "--connectors", connectors, "--urls", "http://127.0.0.1:0");
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(await ServeTests.AddressAsync(process, "web:")) };
            using var answer = await http.GetAsync($"/api/v1/changes?since=1{(brought is null ? "" : $"&epoch={brought}")}", Token);
            return answer.StatusCode is HttpStatusCode.Gone ? null : JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("epoch").GetString();
        }
        finally
        {
            process.Kill();
        }
    }

    private static JsonObject Package(int n) => new()
    {
        ["id"] = $"id-{n}",
        ["name"] = $"n{n}",
        ["title"] = $"表 {n}",
        ["organization"] = new JsonObject { ["name"] = "t131032", ["title"] = "港区" },
        ["resources"] = new JsonArray(new JsonObject { ["id"] = $"r{n}", ["url"] = $"https://example.org/{n}.csv", ["format"] = "CSV" }),
    };
}
