using Harvester.Benchmarks;

// Every claim of speed, beside its floor in the same run: dotnet run -c Release --project tests/Harvester.Benchmarks -- harvest [COUNT]
return args switch
{
    ["harvest"] => await HarvestBenchmark.RunAsync(100_000),
    ["harvest", var count] when int.TryParse(count, out var n) && n > 0 => await HarvestBenchmark.RunAsync(n),

    ["sites"] => await SiteBenchmark.RunAsync(10_000),
    ["sites", var count] when int.TryParse(count, out var n) && n > 0 => await SiteBenchmark.RunAsync(n),

    ["duplicates"] => await DuplicatesBenchmark.RunAsync(100_000),
    ["duplicates", var count] when int.TryParse(count, out var n) && n > 0 => await DuplicatesBenchmark.RunAsync(n),

    ["mongo"] => await CompiledAhead.RunAsync("measure-mongo 100000"),
    ["mongo", var count] when int.TryParse(count, out var n) && n > 0 => await CompiledAhead.RunAsync($"measure-mongo {n}"),

    ["checks"] => await CheckBenchmark.RunAsync(10_000),
    ["checks", var count] when int.TryParse(count, out var n) && n > 0 => await CheckBenchmark.RunAsync(n),

    ["export"] => await ExportBenchmark.RunAsync(100_000),
    ["export", var count] when int.TryParse(count, out var n) && n > 0 => await ExportBenchmark.RunAsync(n),

    ["rdf", var folder] => await RdfBenchmark.RunAsync(folder),

    ["search"] => await SearchBenchmark.RunAsync(100_000),
    ["search", var count] when int.TryParse(count, out var n) && n > 0 => await SearchBenchmark.RunAsync(n),

    ["serve"] => await ServeBenchmark.RunAsync(100_000),
    ["serve", var count] when int.TryParse(count, out var n) && n > 0 => await ServeBenchmark.RunAsync(n),

    ["pages"] => await PagesBenchmark.RunAsync(100_000),
    ["pages", var count] when int.TryParse(count, out var n) && n > 0 => await PagesBenchmark.RunAsync(n),

    // The processes that it measures.
    ["rdf-tokens", var file] => await RdfBenchmark.TokensAsync(file),
    ["bare-mongo", var from, var to] => await MongoBenchmark.BareAsync(from, to),
    ["measure-mongo", var count] => await MongoBenchmark.RunAsync(int.Parse(count)),
    ["copy", var from, var to] => await HarvestBenchmark.ChildAsync(() => MongoBenchmark.CopyAsync(from, to)),
    ["serve-ckan", var count] => await GeneratedCkan.ServeAsync(int.Parse(count)),
    ["bare-insert", var api, var database] => await HarvestBenchmark.ChildAsync(() => BareLoop.InsertAsync(api, database)),
    ["bare-hash", var api] => await HarvestBenchmark.ChildAsync(() => BareLoop.HashAsync(api)),
    ["harvest", var api, var database] => await HarvestBenchmark.ChildAsync(() => HarvestBenchmark.HarvestAsync(api, database)),
    ["harvest-ready", var api, var database] => await HarvestBenchmark.ChildAsync(ready => HarvestBenchmark.HarvestAsync(api, database, ready)),
    ["serve-site", var count] => await GeneratedSite.ServeAsync(int.Parse(count)),
    ["bare-feed", var site, var database] => await HarvestBenchmark.ChildAsync(() => BareSite.FeedAsync(site, database)),
    ["bare-pages", var site, var database] => await HarvestBenchmark.ChildAsync(() => BareSite.PagesAsync(site, database)),
    ["harvest-feed", var site, var database] => await HarvestBenchmark.ChildAsync(() => SiteBenchmark.HarvestAsync("feed", site, database)),
    ["harvest-pages", var site, var database] => await HarvestBenchmark.ChildAsync(() => SiteBenchmark.HarvestAsync("pages", site, database)),
    ["store-records", var count, var database] => await HarvestBenchmark.ChildAsync(() => GeneratedRecords.StoreAsync(int.Parse(count), database)),
    ["read-records", var database] => await HarvestBenchmark.ChildAsync(() => DuplicatesBenchmark.ReadAsync(database)),
    ["group-records", var count, var database] => await HarvestBenchmark.ChildAsync(() => DuplicatesBenchmark.GroupAsync(int.Parse(count), database)),
    ["change-records", var count, var database] => await HarvestBenchmark.ChildAsync(() => DuplicatesBenchmark.ChangeAsync(int.Parse(count), database)),
    ["store-catalogue", var count, var database] => await HarvestBenchmark.ChildAsync(() => GeneratedCatalogue.StoreAsync(int.Parse(count), database)),
    ["index-catalogue", var database, var folder] => await HarvestBenchmark.ChildAsync(() => SearchBenchmark.IndexAsync(database, folder)),
    ["ask-index", var database, var folder] => await SearchBenchmark.AskAsync(database, folder),
    ["serve-catalogue", var database, var folder] => await ServeBenchmark.ServeAsync(database, folder),
    ["assess-catalogue", var database] => await HarvestBenchmark.ChildAsync(() => PagesBenchmark.AssessAsync(database)),
    ["serve-pages", var database, var folder] => await PagesBenchmark.ServeAsync(database, folder),
    ["serve-files"] => await GeneratedFiles.ServeAsync(),
    ["store-files", var count, var site, var database] => await HarvestBenchmark.ChildAsync(() => CheckBenchmark.StoreAsync(int.Parse(count), site, database)),
    ["bare-heads", var count, var site] => await HarvestBenchmark.ChildAsync(() => CheckBenchmark.BareHeadsAsync(int.Parse(count), site)),
    ["bare-ranges", var count, var site] => await HarvestBenchmark.ChildAsync(() => CheckBenchmark.BareRangesAsync(int.Parse(count), site)),
    ["check-links", var count, var database] => await HarvestBenchmark.ChildAsync(() => CheckBenchmark.LinksAsync(int.Parse(count), database)),
    ["check-headers", var count, var database] => await HarvestBenchmark.ChildAsync(() => CheckBenchmark.HeadersAsync(int.Parse(count), database)),
    ["export-records", var format, var database, var file] => await HarvestBenchmark.ChildAsync(() => ExportBenchmark.WriteAsync(format, database, file)),
    ["read-export", var file] => await HarvestBenchmark.ChildAsync(() => ExportBenchmark.ReadAsync(file)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("harvest [COUNT]   the main job, 100,000 generated CKAN datasets, beside its bare loop");
    Console.Error.WriteLine("sites [COUNT]     a DCAT feed and pages with a table, 10,000 datasets each, beside their bare loops");
    Console.Error.WriteLine("duplicates [COUNT]  100,000 generated records, a fifth of them republished, grouped from scratch and after changes");
    Console.Error.WriteLine("mongo [COUNT]     the main job into MongoDB, and a copy from SQLite, beside a bare driver loop that writes the same documents");
    Console.Error.WriteLine("checks [COUNT]    link checks and header checks of 10,000 datasets, beside bare loops of the same requests");
    Console.Error.WriteLine("search [COUNT]    100,000 generated Japanese datasets indexed from SQLite beside a bare reading, and two-character queries with two facets");
    Console.Error.WriteLine("export [COUNT]    100,000 generated records in every format, beside a bare reading of the store and the reading of what was written");
    Console.Error.WriteLine("serve [COUNT]     100,000 generated datasets served to 20 clients: searches, datasets and pages, beside the same bytes from memory through the same server");
    Console.Error.WriteLine("pages [COUNT]     the dashboard's pages over 100,000 generated datasets, beside static pages of the same bytes");
    Console.Error.WriteLine("rdf FOLDER        c.nt, c.ttl, c.rdf and c.jsonld in the folder, read and written, beside rapper, the readers in JavaScript and the bare tokens");
    return 2;
}
