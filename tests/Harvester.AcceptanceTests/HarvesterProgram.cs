using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Harvester.AcceptanceTests;

/// <summary>The real program, as a process of its own, with a folder of its own.</summary>
internal sealed class HarvesterProgram : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-acceptance-").FullName;

    /// <summary>What was built beside these tests.</summary>
    public static string Program { get; } = Path.Combine(
        Repository.Root, "src", "Harvester.Host", "bin", AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}") ? "Release" : "Debug", "net10.0", "harvester.dll");

    public string Folder => folder;
    public Dictionary<string, string> Environment { get; } = [];
    public string Store => $"sqlite:{Path.Combine(folder, "catalogue.db")}";

    public string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A connector file for a server on loopback, in a connectors folder of its own.</summary>
    public string Connectors(string id, string yaml)
    {
        Write($"connectors/{id}.yml", yaml);
        return Path.Combine(folder, "connectors");
    }

    /// <summary>Runs a command to its end. No argument is added but the store, where the environment names none.</summary>
    public Task<Result> RunAsync(params string[] arguments) => RunInAsync(Repository.Root, arguments);

    /// <summary>The same from another working directory.</summary>
    public async Task<Result> RunInAsync(string workingDirectory, params string[] arguments)
    {
        using var process = StartIn(workingDirectory, arguments);
        return await EndAsync(process);
    }

    /// <summary>What a process says until its end; nothing more is written to it.</summary>
    public static async Task<Result> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Result(process.ExitCode, await output, await errors);
    }

    public Process Start(params string[] arguments) => StartIn(Repository.Root, arguments);

    /// <summary>The same from another working directory.</summary>
    public Process StartIn(string workingDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        var isStoreNamed = arguments.Contains("--store") || Environment.ContainsKey("HARVESTER_STORE");
        foreach (var argument in (IEnumerable<string>)[Program, .. arguments, .. isStoreNamed ? [] : new[] { "--store", Store }])
            start.ArgumentList.Add(argument);
        // A process of a test lives for seconds: compiling its methods a second time, better, would cost more than all that it does. (Hexadecimal: after 4,096 calls.)
        start.Environment["DOTNET_TC_CallCountThreshold"] = "1000";
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    internal sealed record Result(int ExitCode, string Output, string Errors)
    {
        /// <summary>Standard output as the one JSON document that it must be.</summary>
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }
}
