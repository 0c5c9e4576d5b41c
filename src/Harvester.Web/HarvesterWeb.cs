using System.Text.Encodings.Web;
using System.Text.Unicode;
using Harvester.Core.Ports;
using Harvester.Web.Accounts;
using Harvester.Web.Actions;
using Harvester.Web.Api;
using Harvester.Web.Api.Documentation;
using Harvester.Web.Assets;
using Harvester.Web.Charts;
using Harvester.Web.Ckan;
using Harvester.Web.Dcat;
using Harvester.Web.Feeds;
using Harvester.Web.Live;
using Harvester.Web.Operations;
using Harvester.Web.Pages;
using Harvester.Web.Pages.Duplicates;
using Harvester.Web.Pages.Figures;
using Harvester.Web.Pages.Municipalities;
using Harvester.Web.Pages.Standards;
using Harvester.Web.Requests;
using Harvester.Web.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Harvester.Web;

/// <summary>
/// Everything that the catalogue serves over HTTP, read only but for the acts of people who are signed in. The host adds <see cref="Core.Ports.IStore"/>,
/// <see cref="Core.Ports.ISources"/>, <see cref="Search.CatalogueIndex"/> and <see cref="TimeProvider"/>.
/// </summary>
public static class HarvesterWeb
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Acting = [.. Reading, HttpMethods.Post];

    public static IServiceCollection AddHarvesterWeb(this IServiceCollection services, HarvesterWebOptions? options = null)
    {
        options ??= new HarvesterWebOptions();
        services.AddSingleton(options);
        services.AddSingleton<FeedCache>();
        ApiDocument.Add(services);
        RequestPipeline.Add(services, options);
        // Japanese stays Japanese in the HTML; < > & and quotes are escaped all the same.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddSingleton<CkanTitles>();
        services.AddSingleton<DailyFigures>();
        SignedIn.Add(services, options);
        services.AddSingleton<OpenStreams>();
        services.AddHostedService<IndexFollower>();
        return services;
    }

    /// <summary>What every request passes; to be called before <see cref="MapHarvesterWeb"/>.</summary>
    public static IApplicationBuilder UseHarvesterWeb(this IApplicationBuilder application)
    {
        RequestPipeline.Use(application, application.ApplicationServices.GetRequiredService<HarvesterWebOptions>());
        return application;
    }

    /// <summary>
    /// Every address of this project; the order is the order of the documentation. Each handler is named where it is mapped, and not handed through a method of ours: so its code is generated when
    /// this is compiled, where all of them took half a second at a site's first request.
    /// </summary>
    public static IEndpointRouteBuilder MapHarvesterWeb(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("").AddEndpointFilter(PageResponse.Filter);
        pages.MapMethods("/", Reading, PageHandlers.Coverage);
        pages.MapMethods("/municipalities/{code}", Reading, MunicipalityPages.Page);
        pages.MapMethods("/municipalities/{code}/view/{aspect}", Reading, MunicipalityPages.View);
        pages.MapMethods("/standard-datasets", Reading, StandardPages.Matrix);
        pages.MapMethods("/standard-datasets/{code}/{standard}", Reading, StandardPages.Cell);
        pages.MapMethods("/formats", Reading, FigurePages.Formats);
        pages.MapMethods("/licences", Reading, FigurePages.Licences);
        pages.MapMethods("/quality", Reading, FigurePages.Quality);
        pages.MapMethods("/priority-fields", Reading, FigurePages.PriorityFields);
        pages.MapMethods("/duplicates", Reading, DuplicatePages.List);
        pages.MapMethods("/sources/{id}", Reading, PageHandlers.Source);
        pages.MapMethods("/runs/{id}", Reading, PageHandlers.Run);
        pages.MapMethods("/datasets", Reading, PageHandlers.Datasets);
        pages.MapMethods("/datasets/{id}", Reading, DatasetDocuments.Get); // or /datasets/{id}.ttl and its like
        pages.MapMethods("/assets/site.css", Reading, Asset.Stylesheet);
        pages.MapMethods("/assets/icon.svg", Reading, Asset.Icon);
        pages.MapMethods("/assets/live.js", Reading, Asset.LiveScript);
        pages.MapMethods("/unsubscribe/{secret}", Reading, UnsubscribeHandlers.Show);
        pages.MapPost("/unsubscribe/{secret}", UnsubscribeHandlers.End);
        endpoints.MapGet("/runs/{id}/events", RunEvents.Stream).ExcludeFromDescription();

        ActionMap.Map(pages);

        ApiMap.Map(endpoints);

        var files = endpoints.MapGroup("").AddEndpointFilter(ApiResponse.Filter).ExcludeFromDescription();
        files.MapMethods("/feed.atom", Reading, FeedApi.All);
        files.MapMethods("/municipalities/{code}/feed.atom", Reading, FeedApi.Municipality);
        files.MapMethods("/municipalities/{code}/badge.svg", Reading, MunicipalityPages.Badge);
        files.MapMethods("/charts/{name}.svg", Reading, ChartApi.Get);
        files.MapMethods("/tables/{file}", Reading, TableApi.Get);
        files.MapMethods("/sitemap.xml", Reading, SitemapApi.Index);
        files.MapMethods("/sitemap-part.xml", Reading, SitemapApi.Part);
        files.MapMethods("/robots.txt", Reading, SitemapApi.Robots);
        files.MapMethods("/dumps/manifest.json", Reading, DumpsApi.Manifest);
        files.MapMethods("/dumps/{file}", Reading, DumpsApi.Newest);
        files.MapMethods("/dumps/{set}/{file}", Reading, DumpsApi.OfSet);

        foreach (var root in (ReadOnlySpan<string>)["/api/3", "/api"])
        {
            endpoints.MapMethods(root, Reading, CkanApi.Version);
            endpoints.MapMethods($"{root}/action/{{action}}", Acting, CkanApi.Act).CacheOutput(RequestPipeline.Kept);
            endpoints.MapMethods($"{root}/action/{{action}}", [HttpMethods.Options], CkanApi.Preflight);
        }

        var dcat = endpoints.MapGroup("").AddEndpointFilter(ApiResponse.Filter);
        dcat.MapMethods("/catalog", Reading, CatalogueDocuments.Negotiated);
        foreach (var format in DcatFormat.All)
        {
            dcat.MapMethods($"/catalog.{format.Extension}", Reading, (HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken) =>
                CatalogueDocuments.Page(format, context, store, options, cancellationToken));
        }

        dcat.MapMethods("/data.json", Reading, CatalogueDocuments.DataJson);

        endpoints.MapMethods("/healthz", Reading, Health.Process);
        endpoints.MapMethods("/readyz", Reading, Health.Store);

        // Only for reading: with any method it would hide the 405 of the addresses above.
        pages.MapMethods("/{**path}", Reading, PageHandlers.NotFound).WithOrder(int.MaxValue);
        return endpoints;
    }
}
