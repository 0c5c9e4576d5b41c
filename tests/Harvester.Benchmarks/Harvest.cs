using Harvester.Connectors;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Connectors.Fetching;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Runs;
using Harvester.Storage;

namespace Harvester.Benchmarks;

/// <summary>One real harvest: connector, mapper, runner and SQLite, as the program puts them together.</summary>
internal static class Harvest
{
    /// <summary>The number of records that came.</summary>
    /// <param name="ready">Called when rules are read and the store is open, before the run.</param>
    /// <exception cref="InvalidOperationException">The run did not succeed.</exception>
    public static async Task<long> RunAsync(string yaml, string database, Action? ready = null)
    {
        var mappings = MappingFiles.Load(Path.Combine(Root(), "mappings"));
        var file = ConnectorFiles.Parse("generated.yml", yaml, new ConnectorFileChecks()).Files.Single();
        using var network = new Network(new FetchingOptions { Contact = "benchmark", AllowPrivateNetworks = true }, _ => null);
        await using var store = await Stores.OpenAsync(database.Contains("://", StringComparison.Ordinal) ? database : $"sqlite:{database}", TimeProvider.System, CancellationToken.None);
        ready?.Invoke();
        var sources = new SourceCatalogue([file], f => ConnectorKind.Connect(f, network.FetcherFor(f)));
        var report = await new SourceRunner(store, sources, new Mapper(mappings.Rules!, TimeProvider.System), TimeProvider.System, "benchmark")
            .RunAsync(file.Source, new RunOptions { Full = true }, Silent.Instance, CancellationToken.None);
        if (report.Status is not RunStatus.Succeeded)
            throw new InvalidOperationException($"{report.Status}: {report.Error}");
        return report.Gathered;
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Harvester.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("no Harvester.sln above the program");
    }
}
