using System.CommandLine;
using Harvester.Core.Runs;

namespace Harvester.Host.Composition;

/// <summary>Options that every command takes.</summary>
internal sealed class GlobalOptions(Settings settings)
{
    /// <summary>Stands for "nobody said": the sites that are harvested cannot write to it.</summary>
    public const string NoContact = "https://example.org/harvester";

    public const string DefaultStore = "sqlite:data/catalogue.db";

    public Option<string> Store { get; } = settings.Text("--store", "where the catalogue lives: sqlite:PATH or mongodb://HOST/DATABASE", DefaultStore, "ADDRESS");
    public Option<string> Connectors { get; } = settings.Text("--connectors", "folder of the connector files", "connectors", "DIR");
    public Option<string> Mappings { get; } = settings.Text("--mappings", "folder of the mapping files", "mappings", "DIR");
    public Option<string> Contact { get; } = settings.Text("--contact", "contact address in the User-Agent, for the sites that are harvested", NoContact, "TEXT");
    public Option<int> KeepChanges { get; } = settings.Number(
        "--keep-changes", "days for which all changes are kept (from 30; 0: for ever); the latest of each dataset always is", Core.Retention.ChangeRetention.DefaultDays, "DAYS");
    public Option<string?> Dumps { get; } = settings.OptionalText("--dumps", "folder of the dumps that workers write and the web serves (none: dumps/ beside the embedded store)", "DIR");
    public Option<bool> AllowPrivateNetworks { get; } = settings.Flag("--allow-private-networks", "also fetch from addresses that are not public (off: refused, redirects included)");
    public Option<bool> Json { get; } = settings.Flag("--json", "print one JSON document on standard output, and nothing else there");

    /// <summary>For tests, which cannot wait for minutes: hidden. All workers of one store must have the same.</summary>
    public Option<int> LeaseTerm { get; } = Hidden(settings.Number("--lease-term", "seconds until the sources of a worker that fell silent are taken over", (int)SourceRunner.LeaseTerm.TotalSeconds, "SECONDS"));

    /// <summary>Whether the one JSON document is wanted, by the command line or the environment, also where the rest of the line is wrong.</summary>
    public bool WantsJson(ParseResult parse)
    {
        try
        {
            return parse.GetValue(Json);
        }
        catch (InvalidOperationException)
        {
            return false; // it is --json itself that is wrong
        }
    }

    public void AddTo(RootCommand root)
    {
        foreach (var option in (Option[])[Store, Connectors, Mappings, Contact, AllowPrivateNetworks, KeepChanges, Dumps, Json, LeaseTerm])
        {
            option.Recursive = true;
            root.Options.Add(option);
        }
    }

    private static Option<int> Hidden(Option<int> option)
    {
        option.Hidden = true;
        return option;
    }
}
