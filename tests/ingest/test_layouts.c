/* SPDX-License-Identifier: Apache-2.0 */
/* test_layouts.c: every layout of every dataset in miniature: what is recognised, and the
 * figures that come of it. The tables have the shape of the agencies' files and few real cells
 * of them. */
#include "ingest_case.h"

typedef struct {
    const char *dataset, *layout, *source, *text, *figures;
} fixture;

static const fixture FIXTURES[] = {
    { "un-desa-stock", "tidy-corridors", "un-desa-ims-2020",
      "origin_iso3,dest_iso3,year,sex,value\nMEX,USA,2020,T,10853105\nMEX,USA,2020,F,5134544\nNIC,"
      "CRI,1990,M,1\n",
      "stock,MEX,USA,2020,,10853105,estimated,un-desa-ims-2020\n"
      "stock,MEX,USA,2020,sex=F,5134544,estimated,un-desa-ims-2020\n"
      "stock,NIC,CRI,1990,sex=M,1,estimated,un-desa-ims-2020\n" },
    { "un-desa-stock", "tidy-destinations", "un-desa-ims-2020",
      "iso3,m49,year,sex,migrants,population,data_type\nWLD,1,2020,T,280598105,7794798729,\nTUV,"
      "798,2020,F,107,,C\n",
      "population,,WLD,2020,,7794798729,estimated,un-desa-ims-2020\n"
      "stock,WLD,TUV,2020,sex=F,107,estimated,un-desa-ims-2020\n"
      "stock,WLD,WLD,2020,,280598105,estimated,un-desa-ims-2020\n" },
    { "un-desa-stock", "tidy-basis", "un-desa-ims-2020",
      "iso3,year,count_basis,used\nABW,1990,birthplace,1\nABW,1990,refugees_added,1\n",
      "stock_basis,,ABW,1990,basis=birthplace,1,observed,un-desa-ims-2020\n"
      "stock_basis,,ABW,1990,basis=refugees_added,1,observed,un-desa-ims-2020\n" },
    { "un-desa-stock", "tidy-other-origins", "un-desa-ims-2020",
      "dest_iso3,year,sex,total,origin_identified,origin_other\nBDI,1990,T,333110,273491,59619\n",
      "stock,OTH,BDI,1990,,59619,estimated,un-desa-ims-2020\n"
      "stock,WLD,BDI,1990,,333110,estimated,un-desa-ims-2020\n" },
    { "un-desa-stock", "tidy-totals", "un-desa-ims-2024",
      "iso3,year,immigrants,emigrants\nCRI,2024,628404,150000\n",
      "stock,CRI,WLD,2024,,150000,estimated,un-desa-ims-2024\n"
      "stock,WLD,CRI,2024,,628404,estimated,un-desa-ims-2024\n" },
    { "un-desa-stock", "tidy-ages", "iom-gdi-ims-age-2020",
      "iso3,role,year,sex,age,value\nABW,emigrants,1990,F,0-4,158.3\nABW,immigrants,1990,T,75+,"
      "12\n",
      "stock,ABW,WLD,1990,age=0-4;sex=F,158.3,estimated,iom-gdi-ims-age-2020\n"
      "stock,WLD,ABW,1990,age=75+,12,estimated,iom-gdi-ims-age-2020\n" },
    { "un-desa-stock", "tidy-destinations-2024", "un-desa-ims-2024",
      "iso3,m49,year,sex,migrants,data_type,series_changed\nABW,533,1990,T,14444,B R,no\n",
      "stock,WLD,ABW,1990,,14444,estimated,un-desa-ims-2024\n" },
    { "un-wpp", "tidy-annual", "un-wpp-2024",
      "iso3,year,tfr,tfr_80l,e0_F,e0_M,srb,births,deaths,net_migration\nBLZ,1990,4.8021,,71.8203,"
      "67.5655,1.053,6808,1081,-1763\n",
      "births,,BLZ,1990,,6808,estimated,un-wpp-2024\ndeaths,,BLZ,1990,,1081,estimated,un-wpp-2024\n"
      "net_migration,,BLZ,1990,,-1763,estimated,un-wpp-2024\n" },
    { "un-wpp", "tidy-net-migration-ages", "un-wpp-2024",
      "iso3,period,sex,age,net_migration\nBLZ,2020-2025,F,0-4,151\n",
      "net_migration,,BLZ,2020/2025,age=0-4;sex=F,151,projected,un-wpp-2024\n" },
    { "knomad", "tidy-flows-kind", "knomad-remittances-2023-12",
      "iso3,year,direction,usd_million,kind\nMEX,2023,inflow,67000,estimate\n",
      "remittances_received,,MEX,2023,,67000,estimated,knomad-remittances-2023-12\n" },
    { "wdi", "tidy", "wdi-2025",
      "iso3,year,indicator,value\nMEX,2023,BX.TRF.PWKR.CD.DT,66240000000\n",
      "remittances_received,,MEX,2023,,66240,observed,wdi-2025\n" },
    { "remittance-prices", "tidy-amounts", "rpw-2025q3",
      "sending_iso3,receiving_iso3,year,quarter,amount_usd,total_cost_pct,firms,services\n"
      "GBR,AFG,2025,3,200,10.56,2,3\n",
      "remittance_price,AFG,GBR,2025-Q3,amount_usd=200,10.56,observed,rpw-2025q3\n" },
    { "remittance-prices", "tidy-quotes", "rpw-2020q3",
      "period,sending_iso3,receiving_iso3,firm,transparent,total_cost_pct_200,fx_margin_pct_200,"
      "total_cost_pct_500,fx_margin_pct_500\n2011-Q1,ARE,EGY,A,yes,3.18,-0.22,1.14,-0.22\n",
      "remittance_fx_margin,EGY,ARE,2011-Q1,amount_usd=200,-0.22,observed,rpw-2020q3\n"
      "remittance_fx_margin,EGY,ARE,2011-Q1,amount_usd=500,-0.22,observed,rpw-2020q3\n"
      "remittance_price,EGY,ARE,2011-Q1,amount_usd=200,3.18,observed,rpw-2020q3\n"
      "remittance_price,EGY,ARE,2011-Q1,amount_usd=500,1.14,observed,rpw-2020q3\n"
      "remittance_providers,EGY,ARE,2011-Q1,,1,observed,rpw-2020q3\n" },
    { "un-wpp", "tidy-population", "un-wpp-2024",
      "iso3,year,population,kind\nMEX,2020,126799054,estimate\nMEX,2030,134000000,projection_"
      "medium\n",
      "population,,MEX,2020,,126799054,estimated,un-wpp-2024\n"
      "population,,MEX,2030,,134000000,projected,un-wpp-2024\n" },
    { "un-wpp", "tidy-vital-events", "un-wpp-2024",
      "iso3,year,births,deaths,net_migration,kind\nABW,1951,1794,652,-788,estimate\n",
      "births,,ABW,1951,,1794,estimated,un-wpp-2024\ndeaths,,ABW,1951,,652,estimated,un-wpp-2024\n"
      "net_migration,,ABW,1951,,-788,estimated,un-wpp-2024\n" },
    { "un-wpp", "tidy-five-years", "un-wpp-2024",
      "iso3,year0,year1,pop0,pop1,births,deaths,net_migration,residual_migration\n"
      "CRI,2015,2020,1,2,3,4,7972,7969\nCRI,2020,2025,1,2,3,4,5,-6\n",
      "births,,CRI,2015/2020,,3,estimated,un-wpp-2024\nbirths,,CRI,2020/"
      "2025,,3,projected,un-wpp-2024\n"
      "deaths,,CRI,2015/2020,,4,estimated,un-wpp-2024\ndeaths,,CRI,2020/"
      "2025,,4,projected,un-wpp-2024\n"
      "net_migration,,CRI,2015/2020,,7972,estimated,un-wpp-2024\n"
      "net_migration,,CRI,2020/2025,,5,projected,un-wpp-2024\n"
      "residual_migration,,CRI,2015/2020,,7969,estimated,un-wpp-2024\n"
      "residual_migration,,CRI,2020/2025,,-6,projected,un-wpp-2024\n" },
    { "un-wpp", "tidy-five-years-2022", "un-wpp-2022",
      "iso3,year0,year1,pop0,pop1,births,deaths,net_migration\nABW,1990,1995,65705,77044,5841,2310,"
      "7808\n",
      "births,,ABW,1990/1995,,5841,estimated,un-wpp-2022\ndeaths,,ABW,1990/"
      "1995,,2310,estimated,un-wpp-2022\n"
      "net_migration,,ABW,1990/1995,,7808,estimated,un-wpp-2022\n" },
    { "un-wpp", "tidy-ages", "un-wpp-2019",
      "iso3,year,sex,age,population\nGUY,2020,M,15-19,38000\nGUY,2025,F,100+,3\n",
      "population,,GUY,2020,age=15-19;sex=M,38000,estimated,un-wpp-2019\n"
      "population,,GUY,2025,age=100+;sex=F,3,projected,un-wpp-2019\n" },
    { "un-wpp", "wide-births", "un-wpp-2024",
      "country_code\tcountry\t1950\t1951\n900\tWorld\t91823.936\t92507.128\n1834\tSub-Saharan "
      "Africa\t8310.284\t8505.194\n"
      "533\tAruba\t1.777\t1.794\n",
      "births,,ABW,1950,,1777,estimated,un-wpp-2024\nbirths,,ABW,1951,,1794,estimated,un-wpp-2024\n"
      "births,,WLD,1950,,91823936,estimated,un-wpp-2024\nbirths,,WLD,1951,,92507128,estimated,un-"
      "wpp-2024\n" },
    { "un-wpp", "wide-net-migration", "un-wpp-2024",
      "country_code\tcountry\t1950\n900\tWorld\t0\n1834\tSub-Saharan "
      "Africa\t-55.532\n533\tAruba\t-0.788\n",
      "net_migration,,ABW,1950,,-788,estimated,un-wpp-2024\nnet_migration,,WLD,1950,,0,estimated,"
      "un-wpp-2024\n" },
    { "un-wpp", "wide-men", "un-wpp-2019",
      "country_code\tname\tage\t1950\n900\tWorld\t0-4\t172419.832\n900\tWorld\t5-9\t138298.389\n",
      "population,,WLD,1950,age=0-4;sex=M,172419832,estimated,un-wpp-2019\n"
      "population,,WLD,1950,age=5-9;sex=M,138298389,estimated,un-wpp-2019\n" },
    { "ilostat", "labels", "ilostat-2024",
      "\xEF\xBB\xBF\"ref_area.label\",\"source.label\",\"indicator.label\",\"sex.label\","
      "\"classif1.label\",\"time\","
      "\"obs_value\",\"obs_status.label\"\n"
      "\"Afghanistan\",\"LFS\",\"Employment by sex and public/private sector (thousands)\",\"Sex: "
      "Female\","
      "\"Institutional sector: Public\",\"2021\",7679.474,\"Break in series\"\n"
      "\"Côte d'Ivoire\",\"LFS\",\"Employment by sex and public/private sector "
      "(thousands)\",\"Sex: Total\","
      "\"Institutional sector: Total\",\"2021\",,\n",
      "employed,,AFG,2021,institution=public;sex=F,7679474,observed,ilostat-2024\n" },
    { "ilostat", "codes", "ilostat-2024",
      "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status\n"
      "CRI,BA:1,MST_TEMP_SEX_EDU_CBR_NB,SEX_T,EDU_AGGREGATE_ADV,CBR_BIR_FOREIGN,2023,51.5,\n"
      "CRI,BA:1,UNE_DEAP_SEX_EDU_CBR_RT,SEX_M,EDU_AGGREGATE_TOTAL,CBR_BIR_NATIVE,2023Q1,7.25,P\n",
      "employed,,CRI,2023,birth=foreign;education=advanced,51500,observed,ilostat-2024\n"
      "unemployment_rate,,CRI,2023-Q1,birth=native;sex=M,7.25,provisional,ilostat-2024\n" },
    { "ilostat", "tidy-sectors", "ilostat-mst-2025",
      "iso3,year,birth,isic4_section,employed\nAFG,2014,foreign_born,D-E,50802.313\n",
      "employed,,AFG,2014,birth=foreign;sector=D-E,50802.313,observed,ilostat-mst-2025\n" },
    { "ilostat", "tidy-occupations", "ilostat-mst-2025",
      "iso3,year,birth,sex,isco,employed\nAFG,2014,total,F,ISCO-08-2,2166\nARE,2018,total,F,ISCO-"
      "68-Y,5\n",
      "employed,,AFG,2014,occupation=ISCO-08-2;sex=F,2166,observed,ilostat-mst-2025\n" },
    { "ilostat", "tidy-education", "ilostat-mst-2025",
      "iso3,year,birth,sex,education,employed\nAFG,2014,unknown,F,less_than_basic,35728\n",
      "employed,,AFG,2014,birth=unknown;education=less_than_basic;sex=F,35728,observed,ilostat-mst-"
      "2025\n" },
    { "ilostat", "tidy-skills", "ilostat-mst-2025",
      "iso3,year,isic4_section,skill,employed\nABW,2010,T-X,high,0\n",
      "employed,,ABW,2010,sector=T-X;skill=high,0,observed,ilostat-mst-2025\n" },
    { "ilostat", "tidy-unemployment", "ilostat-mst-2025",
      "iso3,year,birth,sex,education,unemployment_rate_pct\nAFG,2014,native_born,T,total,5.926\n",
      "unemployment_rate,,AFG,2014,birth=native,5.926,observed,ilostat-mst-2025\n" },
    { "ilostat", "tidy-hours", "ilostat-mst-2025",
      "iso3,year,basis,status,sex,mean_weekly_hours\nAFG,2014,birth,foreign,F,29.27\nAFG,2014,"
      "citizenship,native,T,46\n"
      "AFG,2014,birth,total,T,46.83\n",
      "hours_weekly,,AFG,2014,,46.83,observed,ilostat-mst-2025\n"
      "hours_weekly,,AFG,2014,birth=foreign;sex=F,29.27,observed,ilostat-mst-2025\n"
      "hours_weekly,,AFG,2014,citizenship=national,46,observed,ilostat-mst-2025\n" },
    { "ilostat", "tidy-earnings", "ilostat-mst-2025",
      "iso3,year,basis,status,sex,value\nAFG,2014,birth,foreign,F,391.25\n",
      "earnings_monthly,,AFG,2014,birth=foreign;sex=F,391.25,observed,ilostat-mst-2025\n" },
    { "ilostat", "tidy-informality", "ilostat-2024",
      "iso3,year,sex,source,informal_rate_pct\nBGD,2022,T,LFS,82.048\nBGD,2022,O,LFS,100\n",
      "informality_rate,,BGD,2022,,82.048,observed,ilostat-2024\n"
      "informality_rate,,BGD,2022,sex=O,100,observed,ilostat-2024\n" },
    { "ilo-global", "tidy", "ilo-global-3",
      "edition,ref_year,indicator,dimension,category,sex,value,unit,source_url\n"
      "3,2019,migrant_workers,total,World,T,169,million,x\n3,2019,share_of_migrant_workers,sex,"
      "World,F,41.5,percent,x\n"
      "3,2019,migrant_workers,region,Arab "
      "States,T,24.1,million,x\n3,2019,migrant_workers,age,15-24,T,16.8,million,x\n",
      "migrant_workers,,ILO-ARAB,2019,,24.1,estimated,ilo-global-3\nmigrant_workers,,WLD,2019,,169,"
      "estimated,ilo-"
      "global-3\n"
      "migrant_workers,,WLD,2019,age=15-24,16.8,estimated,ilo-global-3\n"
      "share_of_migrant_workers,,WLD,2019,sex=F,41.5,estimated,ilo-global-3\n" },
    { "wdi", "tidy", "wdi-2023",
      "iso3,year,indicator,value\nABW,1991,BM.TRF.PWKR.CD.DT,16480446.927374\nABW,1991,SI.RMT.COST."
      "IB.ZS,4.5\n",
      "remittance_cost_received,,ABW,1991,,4.5,observed,wdi-2023\n"
      "remittances_sent,,ABW,1991,,16.480446927374,observed,wdi-2023\n" },
    { "wdi", "api", "wdi-2021",
      "\xEF\xBB\xBF\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated "
      "Date\",\"2021-09-15\",\n\n"
      "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"1990\",\"1991\",\n"
      "\"Aruba\",\"ABW\",\"Personal remittances, paid (current "
      "US$)\",\"BM.TRF.PWKR.CD.DT\",\"\",\"16480446.9273743\",\n"
      "\"Africa Eastern and Southern\",\"AFE\",\"Personal remittances, paid (current "
      "US$)\",\"BM.TRF.PWKR.CD.DT\","
      "\"1000000\",\"\",\n",
      "remittances_sent,,ABW,1991,,16.480446927374,observed,wdi-2021\n"
      "remittances_sent,,AFE,1990,,1,observed,wdi-2021\n" },
    { "wdi", "api", "wdi-2026-01-28", // an edition nobody knows yet
      "\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated "
      "Date\",\"2026-01-28\",\n\n"
      "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"1990\",\n"
      "\"Aruba\",\"ABW\",\"x\",\"BX.TRF.PWKR.DT.GD.ZS\",\"0.5\",\n",
      "remittances_gdp_share,,ABW,1990,,0.5,observed,wdi-2026-01-28\n" },
    { "knomad", "tidy-stock", "knomad-stock-2017",
      "origin_iso3,dest_iso3,migrants\nMEX,USA,11573680\n",
      "stock,MEX,USA,2017,,11573680,estimated,knomad-stock-2017\n" },
    { "knomad", "tidy-remittances", "knomad-remittances-2017",
      "sending_iso3,receiving_iso3,usd_million\nUSA,MEX,30019.5\n",
      "remittances,MEX,USA,2017,,30019.5,estimated,knomad-remittances-2017\n" },
    { "knomad", "tidy-flows", "knomad-remittances-2023",
      "iso3,year,direction,usd_million\nMEX,2022,inflow,61100\nMEX,2022,outflow,0\n",
      "remittances_received,,MEX,2022,,61100,estimated,knomad-remittances-2023\n"
      "remittances_sent,,MEX,2022,,0,estimated,knomad-remittances-2023\n" },
    { "remittance-prices", "tidy-corridors", "rpw-2020q3",
      "sending_iso3,receiving_iso3,year,quarter,total_cost_pct\nUSA,MEX,2020,3,4.1804\nRUS,UZB,"
      "2020,3,-1.5\n",
      "remittance_price,MEX,USA,2020-Q3,amount_usd=200,4.1804,observed,rpw-2020q3\n"
      "remittance_price,UZB,RUS,2020-Q3,amount_usd=200,-1.5,observed,rpw-2020q3\n" },
    { "remittance-prices", "tidy-margins", "rpw-2025q1",
      "sending_iso3,receiving_iso3,year,quarter,cost_pct_200usd,cost_pct_500usd,fx_margin_200usd,"
      "fx_margin_500usd,"
      "providers\nAGO,NAM,2016,2,19.3233,12.3567,-3.8933,,3\n",
      "remittance_fx_margin,NAM,AGO,2016-Q2,amount_usd=200,-3.8933,observed,rpw-2025q1\n"
      "remittance_price,NAM,AGO,2016-Q2,amount_usd=200,19.3233,observed,rpw-2025q1\n"
      "remittance_price,NAM,AGO,2016-Q2,amount_usd=500,12.3567,observed,rpw-2025q1\n"
      "remittance_providers,NAM,AGO,2016-Q2,,3,observed,rpw-2025q1\n" },
    { "remittance-prices", "databank", "rpw-2020q3",
      "\xEF\xBB\xBFSending Countries Name,Sending Countries Code,Series Name,Series Code,Receiving "
      "Countries  Name,"
      "Receiving Countries  Code,2020Q2 [YR2020Q2],2020Q3 [YR2020Q3]\n"
      "United States of America,USA,Average Total Cost to remit in "
      "corridor,ATCR.CORR,Mexico,MEX,..,4.18037033081055\n"
      ",,,,,,,\n,,,,,,,\nData from database: Remittance Prices Worldwide (Corridors),,,,,,,\n"
      "Last Updated: 12/07/2020,,,,,,,\n",
      "remittance_price,MEX,USA,2020-Q3,amount_usd=200,4.1804,observed,rpw-2020q3\n" },
    { "dioc", "tidy-bilateral", "dioc-2005",
      "origin_code,dest_iso3,sex,education,persons_15plus\nMEX,USA,U,high,745159\nUSSR,DEU,F,"
      "unknown,12\n",
      "stock_education,MEX,USA,2005/2006,age=15+;education=high;sex=U,745159,observed,dioc-2005\n"
      "stock_education,USSR,DEU,2005/"
      "2006,age=15+;education=unknown;sex=F,12,observed,dioc-2005\n" },
    { "dioc", "tidy-destinations", "dioc-2015",
      "dest_iso3,birth,sex,age,education,region_of_birth,persons\nAUS,foreign_born,F,0-14,unknown,"
      "UNK,15535\n",
      "residents_by_birth,,AUS,2015/"
      "2016,age=0-14;birth=foreign;education=unknown;region_of_birth=unknown;sex=F,15535,"
      "observed,dioc-2015\n" },
    { "dioc", "tidy-origins", "dioc-2015",
      "origin_code,sex,age,education,persons\nGUY,F,25-64,high,7\n",
      "stock_education,GUY,OED,2015/2016,age=25-64;education=high;sex=F,7,observed,dioc-2015\n" },
    { "dioc", "file-a-1", "dioc-2015", // nationals and others are added up
      "country,sex,age_lfs,edu_lfs,national,oecd,regionb,oecdb,fborn,number\r\n"
      "AUS,1,0,99,0,1,AFRI,0,1,7501\r\nAUS,1,0,99,1,1,AFRI,0,1,8068\r\nAUS,1,0,99,99,1,AFRI,0,1,"
      "392\r\n",
      "residents_by_birth,,AUS,2015/"
      "2016,age=0-14;birth=foreign;education=unknown;region_of_birth=AFRI;sex=M,15961,"
      "observed,dioc-2015\n" },
    { "dioc", "file-a-2", "dioc-2015", // only people born abroad
      "coub,sex,age_lfs,edu_lfs,national,oecd,regionb,oecdb,fborn,number\n"
      "ABW,1,1,2,0,1,SCAC,0,1,112\nABW,1,1,2,1,1,SCAC,0,1,796\nAUS,1,1,2,1,1,OCEA,0,0,1000\n",
      "stock_education,ABW,OED,2015/"
      "2016,age=15-24;education=medium;sex=M,908,observed,dioc-2015\n" },
    { "sdg", "tidy", "un-sdg-2020",
      "indicator,series,iso3,m49,year,sex,age,migratory_status,domain,unit,nature,value\n"
      "10.7.2,SG_CPA_MIGRP,WLD,1,2019,,,,alldomains,percent,g,54.1\n"
      "10.7.2,SG_CPA_MIGRS,ABW,533,2019,,,,domain1,number,c,N\n"
      "8.5.2,SL_TLF_UEM,MEX,484,2019,female,15_24,,,percent,ca,7.5\n"
      "8.8.1,SL_EMP_INJUR,AUT,40,2015,male,,noneumig,,per_100000_emp,e,1200\n",
      "sdg_10_7_2_share,,WLD,2019,,54.1,observed,un-sdg-2020\n"
      "sdg_8_5_2,,MEX,2019,age=15-24;sex=F,7.5,observed,un-sdg-2020\n"
      "sdg_8_8_1_injury,,AUT,2015,migration_status=non_eu_migrant;sex=M,1200,estimated,un-sdg-"
      "2020\n" },
    { "labour-market", "tidy", "gapminder-systema-globalis",
      "iso3,year,indicator,sex,value\nGUY,2019,lfpr_15plus,T,51.3\nGUY,2019,emp_share_services,F,"
      "60.3\n"
      "GUY,2019,gdp_pc_const_usd,T,6000.5\n",
      "employment_share,,GUY,2019,sector=services;sex=F,60.3,estimated,gapminder-systema-globalis\n"
      "gdp_per_capita,,GUY,2019,,6000.5,estimated,gapminder-systema-globalis\n"
      "lfpr,,GUY,2019,age=15+,51.3,estimated,gapminder-systema-globalis\n" },
    { "enoe", "tidy", "inegi-enoe-iom",
      "year,quarter,birthplace,sector,sex,origin_code,employed\n2005,3,foreign_born,agriculture,T,,"
      "10704\n"
      "2005,3,foreign_born,services,T,GTM,12\n",
      "employed,,MEX,2005-Q3,birth=foreign;sector=agriculture,10704,observed,inegi-enoe-iom\n"
      "employed,GTM,MEX,2005-Q3,birth=foreign;sector=services_without_trade,12,observed,inegi-enoe-"
      "iom\n" },
};

static void every_layout_gives_its_figures(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof FIXTURES / sizeof *FIXTURES; i++) {
        ingest_case test;
        case_open(&test);
        const char *path = case_write(&test, "a.csv", FIXTURES[i].text);
        cor_import_options options = { 0 };
        if (case_import(&test, FIXTURES[i].dataset, path)) { // it can be of several editions
            assert_non_null(strstr(test_message(&test.err), FIXTURES[i].source));
            options.source = cor_str_of(FIXTURES[i].source);
            assert_ok(case_import_with(&test, FIXTURES[i].dataset, path, &options), &test.err);
        }
        assert_str(test.report.layout, FIXTURES[i].layout);
        assert_str(test.report.source, FIXTURES[i].source);
        assert_str(test.report.file_name, "a.csv");
        assert_int_equal(test.report.refused, 0);
        assert_figures(&test, FIXTURES[i].figures);
        // Once more: all of it is known.
        int64_t added = test.report.load.added;
        assert_ok(case_import_with(&test, FIXTURES[i].dataset, path, &options), &test.err);
        assert_int_equal(test.report.load.added, 0);
        assert_int_equal(test.report.load.revised, 0);
        assert_int_equal(test.report.load.unchanged, added);
        case_close(&test);
    }
}

/* The agency's file and the tidy table of the same edition are the same figures. */
static void originals_and_tidy_tables_agree(void **state) {
    (void)state;
    static const struct {
        const char *dataset, *tidy, *original;
        const char *source; // files without a year are of the edition that somebody names
    } PAIRS[] = {
        { "un-wpp", "iso3,year,births,deaths,net_migration,kind\nABW,1950,1777,695,0,estimate\n",
          "country_code\tcountry\t1950\n1834\tx\t-55.532\n533\tAruba\t0\n" },
        { "remittance-prices",
          "sending_iso3,receiving_iso3,year,quarter,total_cost_pct\nUSA,MEX,2020,3,4.1804\n",
          "Sending Countries Name,Sending Countries Code,Series Name,Series Code,Receiving "
          "Countries  Name,"
          "Receiving Countries  Code,2020Q3 "
          "[YR2020Q3]\nx,USA,x,ATCR.CORR,x,MEX,4.18037033081055\n" },
        { "dioc", "origin_code,sex,age,education,persons\nABW,M,15-24,medium,908\n",
          "coub,sex,age_lfs,edu_lfs,national,oecd,regionb,oecdb,fborn,number\nABW,1,1,2,0,1,x,0,1,"
          "112\n"
          "ABW,1,1,2,1,1,x,0,1,796\n",
          "dioc-2015" },
        { "ilostat", "iso3,year,sex,source,informal_rate_pct\nCIV,2019,F,HS,94.5\n",
          "ref_area.label,indicator.label,sex.label,time,obs_value\n"
          "Côte d'Ivoire,Informal employment rate by sex (%),Sex: Female,2019,94.5\n" },
    };

    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        ingest_case test;
        case_open(&test);
        cor_import_options options = { .source = cor_str_of(PAIRS[i].source) };
        const char *path = case_write(&test, "tidy.csv", PAIRS[i].tidy);
        assert_ok(case_import_with(&test, PAIRS[i].dataset, path, &options), &test.err);
        path = case_write(&test, "original.csv", PAIRS[i].original);
        assert_ok(case_import_with(&test, PAIRS[i].dataset, path, &options), &test.err);
        assert_int_equal(test.report.load.added, 0);
        assert_int_equal(test.report.load.revised, 0);
        assert_int_equal(test.report.load.unchanged, 1);
        case_close(&test);
    }
}

/* A figure can be walked back to the cell it stood in. */
static void figures_know_their_cell(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *text = "\"Last Updated Date\",\"2021-09-15\",\n\n"
                       "Country Name,Country Code,Indicator Name,Indicator Code,1990,1991\n"
                       "Aruba,ABW,x,BX.TRF.PWKR.DT.GD.ZS,,0.5\n";
    assert_ok(case_import(&test, "wdi", case_write(&test, "a.csv", text)), &test.err);
    cor_figure *list;
    size_t count;
    assert_ok(
        cor_figures_select(test.figures, &(cor_filter){ 0 }, &test.keep, &list, &count, &test.err),
        &test.err);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].row, 4);
    assert_int_equal(list[0].column, 6);
    cor_lineage lineage;
    assert_ok(cor_figures_lineage(test.figures, list[0].id, &test.keep, &lineage, &test.err),
              &test.err);
    assert_str(lineage.file_name, "a.csv");
    assert_str(lineage.dataset, "wdi");
    assert_str(lineage.layout, "api");
    assert_int_equal(lineage.file_bytes, (int64_t)strlen(text));
    case_close(&test);
}

/* More cells than the table of sums first has room for. */
static void many_sums_are_kept_apart(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *path = test_folder_file(&test.folder, "a.csv");
    FILE *file = fopen(path, "wb");
    fputs("coub,sex,age_lfs,edu_lfs,national,fborn,number\n", file);
    size_t count, written = 0;
    const cor_country_info *places = cor_country_list(&count);

    for (int national = 0; national < 2; national++)
        for (size_t i = 0; i < 200; i++)
            for (int age = 0; age < 4; age++, written++)
                fprintf(file, "%.*s,1,%d,1,%d,1,%zu\n%.*s,2,%d,1,%d,1,1\n",
                        COR_STR_F(places[i].code), age, national, i, COR_STR_F(places[i].code), age,
                        national);

    fclose(file);
    cor_import_options options = { .source = COR_STR("dioc-2015") };
    assert_ok(case_import_with(&test, "dioc", path, &options), &test.err);
    assert_int_equal(test.report.rows_read, 2 * written);
    assert_int_equal(test.report.load.added, written);
    cor_figure figure;
    cor_country oecd;
    bool found;
    assert_true(cor_country_by_code(COR_STR("OED"), &oecd));
    assert_ok(cor_figures_find(test.figures, COR_STR("stock_education"), COR_STR("dioc-2015"),
                               places[199].place, oecd, cor_interval_midyears(2015, 2016),
                               COR_STR("age=15-24;education=low;sex=M"), &test.keep, &figure,
                               &found, &test.err),
              &test.err);
    assert_true(found);
    assert_true(figure.value == 398);
    case_close(&test);
}

static void datasets_are_listed_and_found(void **state) {
    (void)state;
    assert_int_equal(cor_dataset_count(), 12);
    for (size_t i = 0; i < cor_dataset_count(); i++) {
        const cor_dataset *dataset = cor_dataset_at(i);
        assert_ptr_equal(cor_dataset_find(cor_dataset_name(dataset)), dataset);
        assert_false(cor_text_is_empty(cor_dataset_title(dataset)));
    }

    assert_null(cor_dataset_at(cor_dataset_count()));
    assert_null(cor_dataset_find(COR_STR("nowhere")));
    assert_str(cor_dataset_suggest(COR_STR("un-desa-stok")), "un-desa-stock");
    assert_str(cor_dataset_suggest(COR_STR("ilo-stat")), "ilostat");
    assert_str(cor_dataset_suggest(COR_STR("something else")), "");
}

test_program(cmocka_unit_test(every_layout_gives_its_figures),
             cmocka_unit_test(originals_and_tidy_tables_agree),
             cmocka_unit_test(figures_know_their_cell), cmocka_unit_test(many_sums_are_kept_apart),
             cmocka_unit_test(datasets_are_listed_and_found))
