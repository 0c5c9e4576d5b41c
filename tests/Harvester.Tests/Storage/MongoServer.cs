using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Harvester.Tests.Storage;

/// <summary>
/// A MongoDB server for the tests, in this order: the one that HARVESTER_TEST_MONGODB names (a connection string); mongod on the PATH, started with a
/// temporary folder; else the small server in tests/mongo-emulator (Node.js). Without any the tests are skipped, loudly; where CI is set they fail.
/// </summary>
internal static class MongoServer
{
    public const string Variable = "HARVESTER_TEST_MONGODB";

    private static readonly Lazy<Task<(string? Address, string Why)>> Started = new(StartAsync);

    /// <summary>Held here: collected as garbage it would close the pipe, and the server would end.</summary>
    private static Process? server;

    /// <summary>What serves: for messages.</summary>
    public static string Kind { get; private set; } = "";

    /// <summary>Connection string of a database that is this test's alone; dropped by the test.</summary>
    public static async Task<string> DatabaseAsync(string name)
    {
        var (address, why) = await Started.Value;
        if (address is null)
        {
            Xunit.Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") is null or "", $"SKIPPED: {why}");
            throw new InvalidOperationException(why);
        }

        var parts = address.Split('?', 2);
        return $"{parts[0].TrimEnd('/')}/{name}{(parts.Length > 1 ? "?" + parts[1] : "")}";
    }

    private static async Task<(string? Address, string Why)> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            Kind = "given";
            return (given, "");
        }

        if (OnPath("mongod") is { } mongod)
        {
            Kind = "mongod";
            return await MongodAsync(mongod);
        }

        Kind = "emulator";
        var folder = Path.Combine(Repository.Root, "tests", "mongo-emulator");
        if (OnPath("node") is not { } node)
            return (null, $"no MongoDB server: {Variable} is not set, and neither mongod nor node is on the PATH");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            return (null, "no MongoDB server: run npm ci in tests/mongo-emulator");
        return await EmulatorAsync(node, folder);
    }

    /// <summary>It ends with its standard input, so that it never outlives this process.</summary>
    private static async Task<(string?, string)> EmulatorAsync(string node, string folder)
    {
        var process = Run(node, ["server.mjs"], folder);
        var line = await process.StandardOutput.ReadLineAsync();
        return line is not null && line.StartsWith("listening ", StringComparison.Ordinal)
            ? ($"mongodb://{line["listening ".Length..]}", "")
            : (null, $"tests/mongo-emulator did not start: {line} {await process.StandardError.ReadToEndAsync()}");
    }

    private static async Task<(string?, string)> MongodAsync(string mongod)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-mongod-").FullName;
        var port = FreePort();
        var process = Run(mongod, ["--dbpath", folder, "--port", $"{port}", "--bind_ip", "127.0.0.1", "--quiet"], folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(5000);
            Directory.Delete(folder, recursive: true);
        };
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.Contains("Waiting for connections", StringComparison.OrdinalIgnoreCase))
                continue;
            _ = process.StandardOutput.ReadToEndAsync(); // a full pipe would stop it
            return ($"mongodb://127.0.0.1:{port}", "");
        }

        return (null, "mongod ended before it could be used");
    }

    private static Process Run(string program, string[] arguments, string folder) => server = Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
