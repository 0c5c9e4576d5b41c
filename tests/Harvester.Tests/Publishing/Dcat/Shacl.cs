using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Harvester.Tests.Publishing.Dcat;

/// <summary>The SHACL engine of <c>tests/shacl</c>; a test that asks for it is skipped, loudly, where it is not installed.</summary>
internal static class Shacl
{
    /// <returns>For each document of Turtle its violations: focus node and path.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> ValidateAsync(string shapes, params string[] documents)
    {
        var path = Repository.Shared($"conformance/shacl/{shapes}");
        var folder = Path.Combine(Repository.Root, "tests", "shacl");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "SKIPPED: the SHACL engine is not here: run npm ci in tests/shacl");
        using var node = Process.Start(new ProcessStartInfo("node", ["validate.mjs", path]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await JsonSerializer.SerializeAsync(node.StandardInput.BaseStream, documents, cancellationToken: TestContext.Current.CancellationToken);
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, node.ExitCode);
        return [.. JsonSerializer.Deserialize<List<List<List<string>>>>(output)!.Select(violations => violations.ConvertAll(one => string.Join(' ', one)))];
    }
}
