using System.Diagnostics;

namespace Harvester.Benchmarks;

/// <summary>Runs a benchmark compiled ahead of time (ReadyToRun), as the image ships the program; of a run of half a minute the compiler is a seventh else.</summary>
internal static class CompiledAhead
{
    public static async Task<int> RunAsync(string arguments)
    {
        var project = Path.Combine(Harvest.Root(), "tests", "Harvester.Benchmarks");
        var folder = Path.Combine(project, "bin", "ahead");
        // The words of the Dockerfile.
        var code = await EndAsync("dotnet", $"publish \"{project}\" -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -p:RunAnalyzers=false -v quiet --nologo -o \"{folder}\"");
        return code == 0 ? await EndAsync(Path.Combine(folder, "Harvester.Benchmarks"), arguments) : code;
    }

    private static async Task<int> EndAsync(string program, string arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
