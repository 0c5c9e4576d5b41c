using Harvester.Connectors;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Connectors.Definitions.Survey;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Fetching.Recording;
using Harvester.Connectors.Links;
using Harvester.Connectors.Sampling;
using Harvester.Connectors.Webhooks;
using Harvester.Core.Assessment;
using Harvester.Core.Mapping;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Mapping.PriorityFields;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Host.Notifications;
using Harvester.Host.Scheduling;
using Harvester.Publishing;
using Harvester.Publishing.Dumps;
using Harvester.Storage;

namespace Harvester.Host.Composition;

/// <summary>Everything put together, for one process: the only place that knows all projects.</summary>
internal sealed class HarvesterApp : IAsyncDisposable
{
    private readonly Network network;

    private HarvesterApp(AppOptions options, IStore store, Network network, ISources sources, IReadOnlyList<ConnectorFile> files, LoadedMappings mappings, IReadOnlyList<string> faults)
    {
        var rules = mappings.Rules!;
        Clock = options.Clock;
        (Store, this.network, Sources, Municipalities, Faults) = (store, network, sources, rules.Publishers.Municipalities, faults);
        var mapper = new Mapper(rules, Clock);
        Runner = new SourceRunner(store, sources, mapper, Clock, Owner, options.LeaseTerm);
        LeaseTerm = options.LeaseTerm;
        IndexFolder = Composition.IndexFolder.Of(options.Store);
        DumpFolder = new DumpFolder(options.DumpFolder);
        Remapping = new Remapping(store, mapper, Clock, Owner);
        PriorityFields = rules.PriorityFields.Rules;
        Formats = rules.Formats;
        Licences = rules.Licences;
        Themes = rules.Themes.Rules.Themes.ToDictionary(theme => theme.Code, theme => new Bilingual(theme.LabelJa, theme.Label), StringComparer.Ordinal);
        Background = new Background(store, sources, mappings, new LinkProbe(network, FileOf), new HeaderSampler(network, FileOf), options.KeepChanges, Clock, Owner);

        ConnectorFile? FileOf(string id) => files.FirstOrDefault(file => file.Source.Id == id);
    }

    /// <summary>Names this process among the workers of one store.</summary>
    public static string Owner { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    public TimeProvider Clock { get; }
    public IStore Store { get; }
    public ISources Sources { get; }

    /// <summary>Every body that belongs to the catalogue, those without any dataset too.</summary>
    public IReadOnlyList<Municipality> Municipalities { get; }

    /// <summary>Faults of connector files that were left out.</summary>
    public IReadOnlyList<string> Faults { get; }

    public TimeSpan LeaseTerm { get; }

    /// <summary>Where the index lies; where the web is not told another.</summary>
    public string IndexFolder { get; }

    /// <summary>Where the dumps are, whoever writes them.</summary>
    public DumpFolder DumpFolder { get; }

    /// <param name="catalogue">Null: as nobody said anything of it.</param>
    public NightlyDump Dumps(CatalogueDescription? catalogue) => new(Store, DumpFolder, (catalogue ?? CatalogueDescription.Default) with { Formats = Formats }, Clock);
    public Notifier Notifier(NotificationSetup setup)
    {
        IDeliveryChannel webhook = new WebhookChannel(network, setup.WebhookSecret);
        return new Notifier(Store, Sources, setup.Options, setup.Mail is { } mail ? [new MailChannel(mail), webhook] : [webhook], Clock, Owner);
    }

    public SubscriptionDesk Subscriptions => new(Store, [.. Municipalities.Select(municipality => municipality.Code)], Clock, network.RefusalAsync);
    public SourceRunner Runner { get; }
    public Remapping Remapping { get; }
    public Background Background { get; }
    public PriorityFieldRules PriorityFields { get; }
    public FormatVocabulary Formats { get; }
    public LicenceVocabulary Licences { get; }

    /// <summary>Names of the EU themes by code.</summary>
    public IReadOnlyDictionary<string, Bilingual> Themes { get; }

    /// <exception cref="UsageException">A mapping file has a fault, no connector file is without one, or the store cannot be opened.</exception>
    /// <param name="dryRun">Nothing will be stored: where there is no catalogue yet, none is made.</param>
    /// <param name="mustExist">As for <see cref="OpenStoreAsync"/>.</param>
    public static async Task<HarvesterApp> OpenAsync(AppOptions options, bool dryRun, CancellationToken cancellationToken, bool mustExist = false)
    {
        var mappings = LoadMappings(options);
        var (files, errors) = LoadFiles(options, mappings);
        return await OpenAsync(options, mappings, files, errors, dryRun, mustExist, cancellationToken);
    }

    /// <summary>With one source: that of the connector file at a path, or the configured one with that id.</summary>
    /// <exception cref="UsageException">As for <see cref="OpenAsync(AppOptions, bool, CancellationToken, bool)"/>.</exception>
    public static async Task<HarvesterApp> OpenForPreviewAsync(AppOptions options, string pathOrId, CancellationToken cancellationToken)
    {
        var mappings = LoadMappings(options);
        if (File.Exists(pathOrId))
        {
            var file = ConnectorFiles.LoadFile(pathOrId, Checks(mappings));
            return await OpenAsync(options, mappings, file.Files, file.Errors, dryRun: true, mustExist: false, cancellationToken);
        }

        var (files, errors) = LoadFiles(options, mappings);
        var named = files.Where(f => f.Source.Id == pathOrId).ToList();
        if (named.Count == 0)
            throw new UsageException([.. errors.Select(e => e.ToString()), $"{pathOrId} is neither a connector file nor the id of a source"]);
        return await OpenAsync(options, mappings, named, [], dryRun: true, mustExist: false, cancellationToken);
    }

    /// <exception cref="UsageException">A mapping file has a fault, or no connector file is without one.</exception>
    public static ConfiguredSources LoadSources(AppOptions options)
    {
        var mappings = LoadMappings(options);
        var (files, errors) = LoadFiles(options, mappings);
        Refuse(mappings.Errors, files, errors);
        return new ConfiguredSources([.. files.Select(f => f.Source)], [.. errors.Select(e => e.ToString())]);
    }

    /// <summary>Every body that belongs to the catalogue.</summary>
    /// <exception cref="UsageException">A mapping file has a fault.</exception>
    public static IReadOnlyList<Municipality> LoadMunicipalities(AppOptions options)
    {
        var mappings = LoadMappings(options);
        return mappings.Rules?.Publishers.Municipalities ?? throw new UsageException([.. mappings.Errors.Select(e => e.ToString())]);
    }

    /// <summary>Number of connector files and all faults of them and of the mapping files.</summary>
    public static (int Files, IReadOnlyList<string> Errors) Check(AppOptions options)
    {
        var mappings = LoadMappings(options);
        var (files, errors) = LoadFiles(options, mappings);
        return (files.Count, [.. mappings.Errors.Concat(errors).Concat(LoadSurvey(options, mappings).Errors).Select(e => e.ToString())]);
    }

    /// <summary>connectors/README.md, as the files stand.</summary>
    /// <exception cref="UsageException">A file has a fault: the document would lack its source.</exception>
    public static string DescribeSources(AppOptions options)
    {
        var mappings = LoadMappings(options);
        var (files, errors) = LoadFiles(options, mappings);
        var survey = LoadSurvey(options, mappings);
        if (mappings.Errors.Concat(errors).Concat(survey.Errors).ToList() is { Count: > 0 } faults)
            throw new UsageException([.. faults.Select(e => e.ToString())]);
        return SourcesDocument.Write(mappings.Rules!.Publishers.Municipalities, files, survey.Sources);
    }

    /// <summary>The file formats of the mapping files; null where these have a fault: an export names formats by their labels then.</summary>
    public static FormatVocabulary? LoadFormats(AppOptions options) => LoadMappings(options).Rules?.Formats;

    /// <summary>mappings/README.md, as the files stand.</summary>
    /// <exception cref="UsageException">A mapping file has a fault.</exception>
    public static string DescribeMappings(AppOptions options)
    {
        var mappings = LoadMappings(options);
        return mappings.Rules is { } rules ? MappingDocument.Write(rules) : throw new UsageException([.. mappings.Errors.Select(e => e.ToString())]);
    }

    /// <param name="mustExist">A command that only reads is not to leave an empty catalogue where a path was mistyped.</param>
    /// <exception cref="UsageException">The store cannot be opened.</exception>
    public static async Task<IStore> OpenStoreAsync(AppOptions options, bool mustExist, CancellationToken cancellationToken)
    {
        try
        {
            if (mustExist && !await Stores.ExistsAsync(options.Store, cancellationToken))
                throw new UsageException($"there is no catalogue at {Place(options)}: harvest first (`run`), or name another with --store");
            return await Stores.OpenAsync(options.Store, TimeProvider.System, options.LeaseTerm / 4, cancellationToken, static told => Serilog.Log.Warning("{Told}", told));
        }
        catch (StoreException e)
        {
            throw new UsageException(e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        network.Dispose();
    }

    private static async Task<HarvesterApp> OpenAsync(
        AppOptions options, LoadedMappings mappings, IReadOnlyList<ConnectorFile> files, IReadOnlyList<DefinitionError> errors, bool dryRun, bool mustExist, CancellationToken cancellationToken)
    {
        Refuse(mappings.Errors, files, errors);
        var faults = errors.Select(e => e.ToString()).ToList();
        foreach (var fault in faults)
            Serilog.Log.Error("A connector file is left out: {Fault}", fault);
        if (options.Contact == GlobalOptions.NoContact && options.BuiltInConnectors is null && options.Replay is null)
            Serilog.Log.Warning("No contact address is set: name one with --contact or HARVESTER_CONTACT, so that the sites can tell you when a harvest is a nuisance");
        var network = OpenNetwork(options);
        IStore store;
        try
        {
            store = dryRun && await IsMissingAsync(options, cancellationToken) ? await TemporaryStore.OpenAsync(cancellationToken) : await OpenStoreAsync(options, mustExist, cancellationToken);
        }
        catch (UsageException)
        {
            network.Dispose();
            throw;
        }

        var sources = new SourceCatalogue(files, file => ConnectorKind.Connect(file, network.FetcherFor(file)));
        return new HarvesterApp(options, store, network, sources, files, mappings, faults);
    }

    /// <exception cref="UsageException">The folder of a recording is no good, or both are wanted.</exception>
    private static Network OpenNetwork(AppOptions options)
    {
        var fetching = new FetchingOptions { Contact = options.Contact, AllowPrivateNetworks = options.AllowPrivateNetworks, ConnectTo = options.ConnectTo };
        try
        {
            return options switch
            {
                { Record: not null, Replay: not null } => throw new UsageException("--record and --replay exclude each other: a replay would only record itself"),
                { Record: { } folder } => Network.Recording(fetching, Secret, folder),
                { Replay: { } folder } => Network.Replaying(fetching, folder),
                _ => new Network(fetching, Secret),
            };
        }
        catch (RecordingException e)
        {
            throw new UsageException(e.Message);
        }
    }

    public static async Task<bool> IsMissingAsync(AppOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return !await Stores.ExistsAsync(options.Store, cancellationToken);
        }
        catch (StoreException e)
        {
            throw new UsageException(e.Message);
        }
    }

    public static string Place(AppOptions options) => StoreAddress.Parse(options.Store) is { Path: { } path } ? path : StoreAddress.Parse(options.Store).ToString();

    // By environment only: a secret in a file would end in a repository.
    private static string? Secret(string sourceId) =>
        Environment.GetEnvironmentVariable($"HARVESTER_SECRET_{sourceId.Replace('-', '_').ToUpperInvariant()}");

    private static LoadedMappings LoadMappings(AppOptions options) => MappingFiles.Load(Folder(options.Mappings));

    private static (IReadOnlyList<ConnectorFile> Files, IReadOnlyList<DefinitionError> Errors) LoadFiles(AppOptions options, LoadedMappings mappings)
    {
        if (options.BuiltInConnectors is not { } builtIn)
        {
            var files = ConnectorFiles.Load(Folder(options.Connectors), Checks(mappings));
            return (files.Files, files.Errors);
        }

        var parsed = builtIn.Select(f => ConnectorFiles.Parse($"{f.Key}.yml", f.Value, Checks(mappings))).ToList();
        return ([.. parsed.SelectMany(f => f.Files)], [.. parsed.SelectMany(f => f.Errors)]);
    }

    private static (IReadOnlyList<KnownSource> Sources, IReadOnlyList<DefinitionError> Errors) LoadSurvey(AppOptions options, LoadedMappings mappings) =>
        options.BuiltInConnectors is null ? KnownSources.Load(Folder(options.Connectors), Checks(mappings).KnownCodes) : ([], []);

    private static ConnectorFileChecks Checks(LoadedMappings mappings) => new()
    {
        KnownCodes = mappings.Rules?.Publishers.Municipalities.Select(m => m.Code).ToHashSet(),
        KnownLicences = mappings.Rules?.Licences.Entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal),
        CronFault = Schedule.Fault,
    };

    // Relative folders are looked for in the working directory, then beside the program and above it: `dotnet run` works from anywhere.
    private static string Folder(string folder)
    {
        if (Path.IsPathRooted(folder) || Directory.Exists(folder))
            return folder;
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            var found = Path.Combine(above.FullName, folder);
            if (Directory.Exists(found))
                return found;
        }

        return folder;
    }

    private static void Refuse(IReadOnlyList<DefinitionError> mappings, IReadOnlyList<ConnectorFile> files, IReadOnlyList<DefinitionError> errors)
    {
        if (mappings.Count > 0 || (files.Count == 0 && errors.Count > 0))
            throw new UsageException([.. mappings.Concat(errors).Select(e => e.ToString())]);
    }
}
