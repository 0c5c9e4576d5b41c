using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Harvester.Core.Model;
using Harvester.Tests.Storage;

namespace Harvester.AcceptanceTests.Workers;

/// <summary>
/// What docker-compose.yml and the Dockerfile say of the program, held against the program: no container engine is needed for that. What only an engine can
/// show (images, volumes, a replica set) is not shown here.
/// </summary>
public sealed partial class ContainerTests
{
    private const string Contact = "mailto:officer@example.org";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly ComposeFile Compose = ComposeFile.Read();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ServicesOfTheComposeFile_ServeAndHarvest_OneStoreTogether()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SKIPPED: the health check is written for bash");
        await using var store = await TestStore.MongoDbAsync();
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(7));
        var agents = new ConcurrentBag<string>();
        ckan.Instead = context =>
        {
            agents.Add($"{context.Request.Headers.UserAgent}");
            return Task.FromResult(false);
        };
        using var harvester = new HarvesterProgram(); // for its folder, laid out as the image's
        harvester.Connectors("records", ckan.Yaml("記録"));
        Directory.CreateSymbolicLink(Path.Combine(harvester.Folder, "mappings"), Path.Combine(Repository.Root, "mappings"));
        Directory.CreateDirectory(Path.Combine(harvester.Folder, "data"));
        using var tooLong = CancellationTokenSource.CreateLinkedTokenSource(Token);
        tooLong.CancelAfter(Patience);
        var port = MongoServer.FreePort();
        var processes = new List<Process> { Start("web") };
        processes.AddRange(Enumerable.Range(0, Compose.Replicas("worker")).Select(_ => Start("worker")));
        try
        {
            foreach (var process in processes)
            {
                _ = process.StandardOutput.ReadToEndAsync(Token);
                _ = process.StandardError.ReadToEndAsync(Token);
            }

            Assert.NotEqual(0, await HealthAsync(MongoServer.FreePort())); // nobody is there
            while (await HealthAsync(port) != 0)
                AssertUnderWay();
            IReadOnlyList<RunReport> runs;
            await using (var catalogue = await store.OpenAsync())
            {
                while ((runs = await catalogue.Runs.ListAsync("records", 10, null, Token)) is [] or [{ Status: RunStatus.Running }, ..])
                    AssertUnderWay();
            }

            Assert.Equal([(RunStatus.Succeeded, 7L)], runs.Select(run => (run.Status, run.Added)));
            using var client = new HttpClient();
            Assert.Contains("公園 3", await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/api/v1/datasets?source=records"), Token), StringComparison.Ordinal);
            Assert.NotEmpty(agents);
            Assert.All(agents, agent => Assert.Contains(Contact, agent, StringComparison.Ordinal));
        }
        finally
        {
            foreach (var process in processes)
            {
                process.Kill();
                await process.WaitForExitAsync(Token);
                process.Dispose();
            }
        }

        void AssertUnderWay()
        {
            Assert.All(processes, process => Assert.False(process.HasExited));
            Assert.False(tooLong.IsCancellationRequested, $"not within {Patience}");
        }

        Process Start(string service)
        {
            foreach (var (name, value) in Compose.Environment(service))
                harvester.Environment[name] = value.Contains("mongodb://", StringComparison.Ordinal) ? store.Address : value.Contains("${HARVESTER_CONTACT", StringComparison.Ordinal) ? Contact : value;
            harvester.Environment["HARVESTER_ALLOW_PRIVATE_NETWORKS"] = "true"; // the portal is on loopback
            return harvester.StartIn(harvester.Folder, [.. Compose.Command(service).Select(word => word.Replace("0.0.0.0:8080", $"127.0.0.1:{port}", StringComparison.Ordinal))]);
        }

        static async Task<int> HealthAsync(int port) =>
            (await RunAsync([.. Compose.HealthCheck("web").Select(word => word.Replace("8080", $"{port}", StringComparison.Ordinal))])).ExitCode;
    }

    /// <summary>The script of MongoDB's health check, asked again and again as an engine does: by Node.js, with what mongosh lends it.</summary>
    [Fact]
    public async Task HealthCheckOfMongo_MakesReplicaSetAndUsers_Once()
    {
        Assert.SkipWhen(MongoServer.OnPath("node") is null, "SKIPPED: the script is run by node, which is not on the PATH");
        var shell = Compose.HealthCheck("mongo").Single();
        var script = shell[(shell.IndexOf('\'', StringComparison.Ordinal) + 1)..shell.LastIndexOf('\'')];
        Assert.DoesNotContain('\'', script); // the shell would end it there
        const string Mongosh =
            """
            const script = require('fs').readFileSync(0, 'utf8');
            process.env.HARVESTER_PASSWORD = 'h'; process.env.READER_PASSWORD = 'r';
            let primary = false, set = null; const users = {}, said = [];
            const rs = { status() { if (!set) throw new Error('no replset config has been received'); }, initiate(c) { set = c; said.push(c); } };
            const db = {
              hello: () => ({ isWritablePrimary: primary }),
              getSiblingDB: name => ({ getUser: u => users[u] ?? null, createUser: u => { users[u.user] = u; said.push({ on: name, ...u }); } }),
            };
            const ask = () => {
              let exit = 0;
              const quit = code => { exit = code; throw new Error('quit'); };
              try { new Function('rs', 'db', 'quit', 'process', script)(rs, db, quit, process); } catch (e) { if (e.message !== 'quit') throw e; }
              return exit;
            };
            const exits = [ask(), ask()];
            primary = true;
            exits.push(ask(), ask());
            console.log(JSON.stringify({ exits, said }));
            """;
        var answer = await RunAsync(["node", "-e", Mongosh], script);
        Assert.Equal("", answer.Errors);
        var said = answer.Json;
        Assert.Equal([1, 1, 0, 0], said.GetProperty("exits").EnumerateArray().Select(exit => exit.GetInt32()));
        Assert.Equal(
            [
                """{"_id":"rs0","members":[{"_id":0,"host":"mongo:27017"}]}""",
                """{"on":"harvester","user":"harvester","pwd":"h","roles":["readWrite"]}""",
                """{"on":"harvester","user":"reader","pwd":"r","roles":["read"]}""",
            ],
            said.GetProperty("said").EnumerateArray().Select(one => one.GetRawText()));
    }

    [Fact]
    public void EveryVariableThatMustBeSet_IsNamedAtTheHeadOfTheFile()
    {
        var head = string.Concat(Compose.Text.Split('\n').TakeWhile(line => line.StartsWith('#')));
        var asked = Asked().Matches(Compose.Text).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["HARVESTER_PASSWORD", "MONGO_KEY"], StringComparer.Ordinal), asked);
        Assert.All(asked, name => Assert.Contains(name, head, StringComparison.Ordinal));
        Assert.All(asked, name => Assert.Contains($"${{{name}:?", Compose.Text, StringComparison.Ordinal)); // and none may be lacking
    }

    [Fact]
    public async Task Dockerfile_CopiesWhatIsThere_AndStartsWhatThereIs()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "Dockerfile"), Token);
        var copied = lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).ToList();
        Assert.Contains("mappings/", copied);
        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"{path} is copied into the image and is not there"));
        var entry = Words("ENTRYPOINT");
        Assert.Equal(Path.GetFileName(HarvesterProgram.Program), Path.GetFileName(entry[1]));
        using var harvester = new HarvesterProgram();
        harvester.Environment["HARVESTER_URLS"] = "http://+:81";
        var help = await harvester.RunAsync([.. Words("CMD"), "--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.Contains(lines, line => line.StartsWith("ENV HARVESTER_URLS=", StringComparison.Ordinal));
        Assert.Contains("http://+:81", help.Output, StringComparison.Ordinal); // the variable is one that the program knows

        string[] Words(string instruction) => JsonSerializer.Deserialize<string[]>(lines.Last(line => line.StartsWith($"{instruction} [", StringComparison.Ordinal))[(instruction.Length + 1)..])!;
    }

    private static async Task<HarvesterProgram.Result> RunAsync(IReadOnlyList<string> command, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(input);
        return await HarvesterProgram.EndAsync(process);
    }

    [GeneratedRegex(@"(?<!\$)\$\{([A-Z_]+)")]
    private static partial Regex Asked();
}
