using System.Text.Json;

namespace Harvester.AcceptanceTests;

/// <summary><c>rdf convert</c>, <c>rdf count</c> and <c>rdf validate</c> as somebody uses them.</summary>
public sealed class RdfCommandTests
{
    private const string Turtle = "@prefix : <http://x/> .\n:s :p \"東京\"@ja, 1 ; :q <o> .\n";

    [Fact]
    public async Task Convert_WritesEachSyntaxThatReadsBackAsTheSame()
    {
        using var harvester = new HarvesterProgram();
        var file = harvester.Write("a.ttl", Turtle);
        var expected = await Lines(harvester, "rdf", "convert", file, "--base", "http://x/doc", "--to", "ntriples");
        Assert.Equal(
            ["<http://x/s> <http://x/p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .", "<http://x/s> <http://x/p> \"東京\"@ja .", "<http://x/s> <http://x/q> <http://x/o> ."],
            expected);
        foreach (var syntax in new[] { "nquads", "turtle", "trig", "rdfxml", "jsonld" })
        {
            var converted = await harvester.RunAsync("rdf", "convert", file, "--base", "http://x/doc", "--to", syntax);
            Assert.True(converted.ExitCode == 0, converted.Errors);
            var again = harvester.Write($"again.{syntax}", converted.Output);
            Assert.Equal(expected, await Lines(harvester, "rdf", "convert", again, "--base", "http://other/", "--from", syntax, "--to", "ntriples"));
        }
    }

    [Fact]
    public async Task Convert_IntoAFile_LeavesNothingBehindAFault()
    {
        using var harvester = new HarvesterProgram();
        var good = harvester.Write("good.ttl", Turtle);
        var bad = harvester.Write("bad.ttl", Turtle + ":s :p .\n");
        var target = Path.Combine(harvester.Folder, "out.nt");
        var written = await harvester.RunAsync("rdf", "convert", good, "--to", "ntriples", "--out", target, "--json");
        Assert.Equal(3, written.Json.GetProperty("statements").GetInt32());
        var before = await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken);

        var refused = await harvester.RunAsync("rdf", "convert", bad, "--to", "ntriples", "--out", target);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("bad.ttl:3:7: Found '.', expected an object", refused.Errors);
        Assert.Equal(before, await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
        Assert.Equal(3, Directory.GetFiles(harvester.Folder).Length);

        var lenient = await harvester.RunAsync("rdf", "convert", bad, "--to", "ntriples", "--lenient");
        Assert.Equal(0, lenient.ExitCode);
        Assert.Contains("bad.ttl:3:7:", lenient.Errors);
        Assert.Equal(3, lenient.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Count_CountsEachFileAndAll()
    {
        using var harvester = new HarvesterProgram();
        var (one, two) = (harvester.Write("a.ttl", Turtle), harvester.Write("b.nt", "<http://x/s> <http://x/p> <http://x/o> .\n"));
        var result = await harvester.RunAsync("rdf", "count", one, two);
        Assert.Equal($"3 {one}\n1 {two}\n4 in 2 files\n", result.Output);
        var json = (await harvester.RunAsync("rdf", "count", one, two, "--json")).Json;
        Assert.Equal(4, json.GetProperty("statements").GetInt32());
        Assert.Equal(["turtle", "ntriples"], json.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("syntax").GetString()!));
    }

    [Fact]
    public async Task Validate_ShowsEveryFaultWithItsPlace()
    {
        using var harvester = new HarvesterProgram();
        var file = harvester.Write("bad.ttl", "<http://x/s> <http://x/p> x:o .\n<http://x/s> <http://x/p> <http://x/a b> .\n<http://x/s> <http://x/p> .\n<http://x/s> <http://x/p> 1 .\n");
        var result = await harvester.RunAsync("rdf", "validate", file);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal([$"{file}:1:27:", $"{file}:2:27:", $"{file}:3:27:"], result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
        var json = (await harvester.RunAsync("rdf", "validate", file, "--json")).Json;
        var told = json.GetProperty("files")[0];
        Assert.Equal([1, 2, 3], told.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("line").GetInt32()));
        Assert.Equal(2, told.GetProperty("statements").GetInt32());
        Assert.Equal(0, (await harvester.RunAsync("rdf", "validate", harvester.Write("good.ttl", Turtle))).ExitCode);
    }

    [Fact]
    public async Task Context_IsTakenFromTheFilesOwnFolder_NeverFromOutsideOrTheNetwork()
    {
        using var harvester = new HarvesterProgram();
        harvester.Write("secret.jsonld", """{"@context":{"name":"http://x/secret"}}""");
        harvester.Write("in/contexts/c.jsonld", """{"@context":{"name":"http://x/name"}}""");
        File.CreateSymbolicLink(Path.Combine(harvester.Folder, "in", "link.jsonld"), Path.Combine(harvester.Folder, "secret.jsonld"));
        var document = (string context) => harvester.Write("in/d.jsonld", JsonSerializer.Serialize(new Dictionary<string, string> { ["@context"] = context, ["@id"] = "http://x/s", ["name"] = "n" }));

        Assert.Equal(["<http://x/s> <http://x/name> \"n\" ."], await Lines(harvester, "rdf", "convert", document("contexts/c.jsonld"), "--base", "http://x/in/d", "--to", "ntriples"));
        Assert.Equal(["<http://x/s> <http://schema.org/name> \"n\" ."], await Lines(harvester, "rdf", "convert", document("https://schema.org/"), "--base", "http://x/in/d", "--to", "ntriples"));
        foreach (var context in new[] { "../secret.jsonld", "http://x/in/..%2Fsecret.jsonld", "link.jsonld", "http://127.0.0.1:9/c.jsonld", "file:///etc/passwd", "absent.jsonld" })
        {
            var refused = await harvester.RunAsync("rdf", "convert", document(context), "--base", "http://x/in/d", "--to", "ntriples");
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("context", refused.Errors);
            Assert.DoesNotContain("secret>", refused.Output);
        }
    }

    [Theory]
    [InlineData("rdf convert absent.ttl --to ntriples", "absent.ttl")]
    [InlineData("rdf convert {0} --to docx", "docx")]
    [InlineData("rdf convert {0}", "--to")]
    [InlineData("rdf convert {0} --to ntriples --base doc", "--base doc")]
    [InlineData("rdf convert {0} --to ntriples --json", "--out")]
    [InlineData("rdf count", "FILE")]
    [InlineData("rdf count {1}", "--from")]
    [InlineData("rdf count {0} --from turtles", "turtles")]
    [InlineData("rdf", "--help")]
    public async Task WrongUse_ExitsWithTwoAndNamesWhatIsWrong(string arguments, string named)
    {
        using var harvester = new HarvesterProgram();
        var (file, nameless) = (harvester.Write("a.ttl", Turtle), harvester.Write("document", Turtle));
        var result = await harvester.RunAsync(string.Format(null, arguments, file, nameless).Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Errors);
        Assert.Equal(arguments.Contains("--json", StringComparison.Ordinal), result.Output.Length > 0); // the one document, with the errors
        Assert.DoesNotContain("   at ", result.Errors);
    }

    private static async Task<string[]> Lines(HarvesterProgram harvester, params string[] arguments)
    {
        var result = await harvester.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Errors);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
